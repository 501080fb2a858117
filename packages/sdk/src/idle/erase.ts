import { DB_NAME } from '../log/event-log.ts';
import type { IdleParts } from './parts.ts';

/**
 * Deletes everything of ours on this device: what is in memory, the small keys, the rows (at once,
 * even while another tab holds the database open) and then the database.
 *
 * @param spare - A small key that stays.
 */
export async function eraseAll(parts: IdleParts, spare?: string): Promise<void> {
  const { feed, host, memberships, sessions, steps, store, writer } = parts;
  const { keys, win } = host;
  writer.clear();
  feed.clear();
  memberships.use(null);
  sessions.reset();
  steps.length = 0;
  for (const key of keys.names()) if (key !== spare) keys.set(key, null);
  await store.log?.wipe();
  store.close();
  win.indexedDB?.deleteDatabase(DB_NAME);
}
