import type { Bundle, InkEvent, Program, QuickEngine, RecordedFrom } from '@inkling/engine';
import { compareEvents } from '@inkling/engine/quick';
import type { EventLog } from '../log/event-log.ts';
import type { Memberships } from './memberships.ts';

/** What a feed needs of the stages before it. */
export interface FeedParts {
  /** The log on disk, if there is one at the moment. */
  readonly log: () => EventLog | null;
  /** Whether a log on disk is on its way: until it is there, or refused, nothing is decided. */
  readonly isOpening: () => boolean;
  readonly memberships: Memberships;
  /** Name of this tab in the ids of its events. */
  readonly tab: string;
  /** Rejects for a bundle that must not be used. */
  readonly check: (bundle: unknown) => Promise<Bundle>;
  readonly makeEngine: (program: Program, recordedFrom: RecordedFrom) => QuickEngine;
  /** Called when an event came that the engine cannot take any more: it must be built again. */
  readonly onLate: () => void;
  /** Called when the engine has been built and has seen everything there is. */
  readonly onBuilt: () => void;
  readonly now: () => number;
  /** Since when history is complete, ms since the epoch; `undefined`: since the first event. */
  readonly recordedFrom: number | undefined;
}

/** Brings events to the engine: those of the log, those of this tab, those of other tabs. */
export interface Feed {
  /** Takes an event that this tab has just recorded. */
  add(event: InkEvent): void;
  /** Reads the log anew and builds the engine again. */
  load(): Promise<void>;
  /** Takes over what other tabs have stored since. */
  look(): Promise<void>;
  /** All events there are. */
  history(): Promise<readonly InkEvent[]>;
  /** Takes rules that are newer than the ones in use, and keeps them. */
  offer(bundle: Bundle): Promise<void>;
  bundle(): Bundle | null;
  /** True while an engine is being brought up to the present: what it says then is of the past. */
  busy(): boolean;
  /** Drops all that is held in memory. */
  clear(): void;
}

/** Own events held for building an engine again, at the most. */
const MOST_OWN = 5_000;

export function createFeed(parts: FeedParts): Feed {
  const { log, memberships, tab } = parts;
  let bundle: Bundle | null = null;
  let own: InkEvent[] = [];
  let backlog: InkEvent[] = []; // Own events that no engine has seen yet.
  let busy = false;
  let turn = 0; // Of two readings at once only the later counts.
  let reading: Promise<void> | undefined;

  const build = (rows: readonly InkEvent[], all: number): void => {
    if (!bundle) return;
    const engine = parts.makeEngine(bundle.program, { all });
    const news = new Set(backlog.splice(0));
    busy = true;
    memberships.use(engine, [...rows, ...own].sort(compareEvents), (event) => news.has(event));
    busy = false;
    parts.onBuilt();
  };
  /** Agrees with the log on the newest rules there are. */
  const settleRules = async (from: EventLog): Promise<void> => {
    const mine = bundle;
    const newest = (old?: Bundle): Bundle | undefined =>
      mine && !(old && old.seq > mine.seq) ? mine : old;
    const kept = await from.update('rules', newest);
    try {
      if (kept && kept !== mine) bundle = await parts.check(kept);
    } catch {
      // Outdated or damaged: the edge has a good one, which takes its place.
      await from.update('rules', () => mine);
    }
  };
  const read = async (): Promise<void> => {
    // Without the history everybody is new: that would undo what the boot script showed.
    if (parts.isOpening()) return;
    const mine = ++turn;
    const from = log();
    if (from) await settleRules(from);
    const rows = others(await from?.all());
    const start = parts.recordedFrom ?? (rows[0] ?? own[0])?.t ?? parts.now();
    const all = await from?.update<number>('from', (old) => old ?? start);
    if (mine === turn) build(rows, all ?? start);
  };
  const load = (): Promise<void> => {
    reading = read();
    return reading;
  };
  const others = (rows: readonly InkEvent[] = []): readonly InkEvent[] =>
    rows.filter((event) => event.id[0] !== tab);
  const take = (rows?: readonly InkEvent[]): readonly InkEvent[] => {
    let isLate = false;
    for (const event of others(rows)) isLate = !memberships.add(event, false) || isLate;
    if (isLate) parts.onLate();
    return others(rows);
  };

  return {
    add(event) {
      if (own.push(event) > MOST_OWN) own.shift();
      if (!memberships.engine()) backlog.push(event);
      else if (!memberships.add(event, true)) {
        backlog.push(event);
        parts.onLate();
      }
    },
    load,
    async look() {
      await reading;
      take(await log()?.news());
    },
    async history() {
      await reading;
      return [...take(await log()?.all()), ...own];
    },
    async offer(next) {
      if (next.seq === bundle?.seq) return;
      bundle = next;
      await load();
    },
    bundle: () => bundle,
    busy: () => busy,
    clear() {
      turn++;
      own = [];
      backlog = [];
    },
  };
}
