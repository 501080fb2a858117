import { completeEngine, type InkEvent } from '@inkling/engine';
import type { Export, MeterAnswer } from '../api.ts';
import type { IdleParts } from '../idle/parts.ts';
import { keyNames } from '../lib/key-names.ts';
import { PREFIX } from '../lib/keys.ts';
import { DB_NAME } from '../log/event-log.ts';
import { wipe } from '../log/wipe.ts';
import { type Explanation, explain } from '../memberships/explain.ts';
import type { foresight } from '../memberships/foresight.ts';

/** What a visitor, or a site on the visitor's behalf, asks for now and then. */
export interface Care {
  explain(segment: string): Explanation | null;
  export(): Promise<Export>;
  /** Deletes everything of ours on this device but a refusal, and stops. */
  erase(): Promise<void>;
  /**
   * Deletes everything and stops recording, in every tab.
   *
   * @param heard - Set where another tab has said so: the others know.
   */
  forget(heard?: boolean): Promise<void>;
  /** Deletes the history and goes on. */
  reset(): Promise<void>;
  off(segments?: unknown): Promise<readonly string[]>;
  meter(name: string): Promise<MeterAnswer | null>;
  offer(name: string): Promise<string | null>;
  debug(): Promise<void>;
}

/** Resolves when the database is gone, or cannot go yet because another tab holds it. */
function deleteDatabase(win: Window): Promise<unknown> {
  return new Promise((resolve) => {
    const request = win.indexedDB.deleteDatabase(DB_NAME);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}

/**
 * @param ahead - Lets an engine look ahead.
 * @param hint - Tells the other tabs.
 */
export function start(
  parts: IdleParts,
  ahead: typeof foresight,
  hint: (message: string) => void,
): Care {
  const { consent, feed, host, memberships, sessions, steps, store, writer } = parts;
  const { guard, keys, win } = host;

  /** The rows at once, even while another tab holds the database open, and then the database. */
  const erase = async (spare?: string): Promise<void> => {
    writer.clear();
    feed.clear();
    memberships.use(null);
    sessions.reset();
    steps.length = 0;
    for (const key of guard(keyNames)(win) ?? []) if (key !== spare) keys.set(key, null);
    guard(() => win.sessionStorage.removeItem(`${PREFIX}preview`))();
    const log = store.log();
    if (log) await wipe(log);
    store.leave('consent');
    await guard(deleteDatabase)(win);
  };
  /** What is stored, and what this tab still holds. */
  const history = async (): Promise<readonly InkEvent[]> => {
    const rows = (await store.log()?.read(0)) ?? [];
    const ids = new Set(rows.map(({ id }) => `${id}`));
    return [...rows, ...[...feed.own.keys()].filter(({ id }) => !ids.has(`${id}`))];
  };
  return {
    explain(segment) {
      const engine = memberships.engine();
      return engine && explain(completeEngine(ahead(engine)), segment);
    },
    export: async () => ({
      consent: consent.choices(),
      segments: memberships.engine()?.memberships() ?? [],
      events: await history(),
    }),
    erase: () => erase('consent'),
    async forget(heard) {
      if (!heard) hint('gone');
      consent.deny();
      parts.obey();
      await erase();
    },
    async reset() {
      await erase('consent');
      parts.obey();
    },
    async off(segments) {
      if (Array.isArray(segments)) {
        keys.set('off', segments.join(' ') || null);
        hint('off');
      }
      (await parts.loaders.part('experiments')).start(parts);
      parts.obey();
      return keys.get('off')?.split(' ') ?? [];
    },
    async meter(name) {
      await parts.ready;
      return memberships.plan?.meter(name) ?? null;
    },
    async offer(name) {
      await parts.ready;
      const engine = memberships.engine();
      return (
        (engine &&
          memberships.plan?.offer(name, (signal) => completeEngine(ahead(engine)).value(signal))) ??
        null
      );
    },
    async debug() {
      (await import(`${parts.config.base}inspector.js`)).open();
    },
  };
}
