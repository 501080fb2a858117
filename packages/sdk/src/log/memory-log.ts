import type { InkEvent } from '@inkling/engine';
import type { EventLog } from './event-log.ts';

/** A log that lives as long as the page: before consent, and where the browser has no storage. */
export function openMemoryLog(): EventLog {
  const events = new Map<string, InkEvent>();
  const values = new Map<string, unknown>();
  let told = 0;
  const news = async (): Promise<readonly InkEvent[]> => {
    const fresh = [...events.values()].slice(told);
    told = events.size;
    return fresh;
  };
  return {
    async append(batch) {
      for (const event of batch) events.set(event.id.join(), event);
    },
    all: () => {
      told = 0;
      return news();
    },
    news,
    async update<T>(key: string, change: (old: T | undefined) => T | undefined) {
      const next = change(values.get(key) as T | undefined);
      if (next === undefined) values.delete(key);
      else values.set(key, next);
      return next;
    },
    async wipe() {
      events.clear();
      values.clear();
      told = 0;
    },
    close() {},
  };
}
