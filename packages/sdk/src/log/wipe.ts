import type { EventLog } from './event-log.ts';

/** Deletes every event and value of a log, here and for all tabs. */
export async function wipe({ db }: EventLog): Promise<void> {
  const tx = db.transaction(['events', 'values'], 'readwrite');
  // Their failures are `done`'s, too.
  tx.objectStore('events')
    .clear()
    .catch(() => {});
  tx.objectStore('values')
    .clear()
    .catch(() => {});
  tx.commit();
  await tx.done;
}
