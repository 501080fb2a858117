import {
  type Bundle,
  compareEvents,
  type Engine,
  type Extra,
  type InkEvent,
} from '@inkling/engine';
import type { Status } from '../api.ts';
import type { Config } from '../lib/config.ts';
import { findInkling } from '../panel/find-inkling.ts';
import { type ReplayParts, replay } from './replay.ts';
import { type RequestWatch, type SeenRequest, watchRequests } from './watch-requests.ts';

/** Rules that could not be read, or are not those of the page yet, are asked for again then. */
const RETRY_MS = 10_000;

/** Where a visitor stands at a moment, as the inspector shows it. */
export interface Snapshot {
  /** Ms since the epoch. */
  readonly now: number;
  /** In order. */
  readonly events: readonly InkEvent[];
  readonly status: Status;
  /** Every segment the visitor is in, and those that the page may act on. */
  readonly members: readonly string[];
  readonly activated: readonly string[];
  /** The history in an engine of the inspector's own; `null` where the rules could not be read. */
  readonly engine: Engine | null;
  /** Plays the same history again; `null` likewise. */
  readonly replayParts: ReplayParts | null;
  /** Number of the publication that `engine` runs. */
  readonly rules: number | null;
  readonly requests: readonly SeenRequest[];
}

/** What the inspector looks through. */
export interface Source {
  read(): Promise<Snapshot>;
  /** Leaves the page as it was. */
  close(): void;
}

/**
 * Begins to look at the SDK of a page, by its public methods.
 *
 * @param loadExtra - Brings the engine's second chunk.
 * @returns `null` where there is no SDK on the page.
 */
export async function openSource(
  win: Window & typeof globalThis,
  { site, edge, recordedFrom }: Config,
  loadExtra: () => Promise<{ readonly extra: Extra }>,
): Promise<Source | null> {
  // What the inspector itself asks for is no request of the page's.
  const ask = win.fetch.bind(win);
  const watch: RequestWatch = watchRequests(win, edge);
  const inkling = await findInkling(win);
  if (!inkling) {
    watch.stop();
    return null;
  }
  const url = `${edge}/v1/sites/${site}/rules.json`;
  let nextTry = 0;
  let parts: (ReplayParts & { readonly seq: number }) | null = null;
  const readRules = async (wanted: number | null): Promise<void> => {
    const now = win.performance.now();
    if (wanted === null || parts?.seq === wanted || now < nextTry) return;
    nextTry = now + RETRY_MS;
    const answer = await ask(url, { credentials: 'omit' });
    const { program, seq } = (await answer.json()) as Bundle;
    const extra = program.extra ? (await loadExtra()).extra : undefined;
    parts = { program, extra, recordedFrom, seq };
  };
  let engine: Engine | null = null;
  let played = '';
  return {
    async read() {
      await inkling.ready();
      const { events: unordered } = await inkling.export();
      const events = [...unordered].sort(compareEvents);
      const status = inkling.status();
      // Offline: the segments are told all the same, without their trees.
      await readRules(status.rules).catch(() => {});
      const now = Date.now();
      const key = `${parts?.seq} ${events.length} ${events.at(-1)?.t}`;
      if (parts && key !== played) engine = replay(parts, events, now);
      else engine?.advance(now);
      played = key;
      const activated = inkling.segments().filter((segment) => inkling.has(segment));
      return {
        now,
        events,
        status,
        members: inkling.segments(),
        activated,
        engine,
        replayParts: parts,
        rules: parts?.seq ?? null,
        requests: watch.seen,
      };
    },
    close: watch.stop,
  };
}
