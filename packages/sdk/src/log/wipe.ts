import { begin, ignore } from './begin.ts';
import type { EventLog } from './event-log.ts';

/** Deletes every event and value of a log, here and for all tabs. */
export async function wipe({ db }: EventLog): Promise<void> {
  const tx = begin(db, ['events', 'values'], 'readwrite');
  // Their failures are `done`'s, too.
  tx.objectStore('events').clear().catch(ignore);
  tx.objectStore('values').clear().catch(ignore);
  tx.commit();
  await tx.done;
}
