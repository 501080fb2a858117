import type {
  Bundle,
  Extra,
  InkEvent,
  Program,
  QuickEngine,
  RecordedFrom,
  TakeIn,
} from '@inkling/engine';
import { compareEvents, createQuickEngine } from '@inkling/engine/quick';
import type { Config } from '../lib/config.ts';
import { dropOldest } from '../lib/drop-oldest.ts';
import type { Host } from '../lib/host.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Store } from '../log/store.ts';
import { checkBundle } from '../rules-source/check-bundle.ts';
import type { Memberships } from './memberships.ts';

/** What a feed needs of the stages before it. */
export interface FeedParts {
  readonly host: Host;
  readonly config: Config;
  readonly store: Store;
  readonly memberships: Memberships;
  /** Name of this tab in the ids of its events. */
  readonly tab: string;
  readonly loaders: FeedLoaders;
  /** Brings what decides which memberships the page may act on, where not all of them are. */
  readonly prepare: () => Promise<unknown>;
  /** Puts the rules that this browser is to take in place of a bundle's own. */
  readonly steer: (bundle: Bundle) => Promise<Bundle>;
  /** Called when the engine has been built and has seen everything there is. */
  readonly onBuilt: () => void;
}

/** How the engine's other chunks are brought: `extra`, and `late` for events that come too late. */
export interface FeedLoaders {
  readonly part: <T>(name: string) => Promise<T>;
}

/** Brings events to the engine: those of the log, those of this tab, those of other tabs. */
export interface Feed {
  /** Takes an event that this tab has just recorded. */
  add(event: InkEvent): void;
  /** Reads the log anew and builds the engine again. */
  load(): Promise<void>;
  /** Takes over what other tabs have stored since. */
  look(): Promise<void>;
  /** Events of this tab, oldest first, and whether an engine has yet to see them. */
  readonly own: Map<InkEvent, boolean>;
  /**
   * Takes rules that are newer than the ones in use, and keeps them.
   *
   * @param again - Takes those of the number in use, too.
   * @throws What is wrong with them; what was in use stays then.
   */
  offer(bundle: unknown, again?: boolean): Promise<void>;
  /** {@link FeedParts.steer}, or what a chunk has put in its place. */
  steer(bundle: Bundle): Promise<Bundle>;
  bundle(): Bundle | null;
  /**
   * Makes an engine that has seen nothing, with what the page's has unless it is stated.
   *
   * @throws What is wrong with the program.
   */
  make(program: Program, recordedFrom?: RecordedFrom, takeIn?: TakeIn, extra?: Extra): QuickEngine;
  /** Number in the log of the last event that has been read; 0 before the first. */
  cursor(): number;
  /** How many events were read one by one when the engine was built. */
  read(): number;
  /** Whether a history was kept here, and the database came without it. */
  lost(): boolean;
  /** True while an engine is being brought up to the present: what it says then is of the past. */
  busy(): boolean;
  /** Drops all that is held in memory. */
  clear(): void;
}

/**
 * Small key that stands as long as the log's value of that name; both are deleted together, so that
 * the key alone tells that a history was lost, and neither tells of a new visitor. It says the same
 * in every browser, so that it can tell no visitor from another.
 */
const MARKER = 'recorded';
/** Own events held for building an engine again, at the most. */
const MOST_OWN = 5_000;

/** So many events of other tabs find their place one by one. */
const MOST_LATE = 32;

export function createFeed(parts: FeedParts): Feed {
  const { config, host, loaders, memberships, store, tab } = parts;
  const { clock, guard, keys } = host;
  const own = new Map<InkEvent, boolean>();
  const rulesKey = config.page.key ?? 'rules';
  let bundle: Bundle | null = null;
  let lost = false;
  let busy = false;
  let turn = 0; // Of two readings at once only the later counts.
  let cursor = 0; // Up to where the log has been read.
  let reading: Promise<void> | undefined;
  let extra: Extra | undefined;
  let takeIn: TakeIn | undefined;
  let count = 0;

  const make: Feed['make'] = (program, recordedFrom, how = takeIn, more = extra) =>
    createQuickEngine(program, { recordedFrom, extra: more }, how);
  const check = async (value: unknown): Promise<Bundle> => {
    const next = await feed.steer(
      checkBundle(value, { ...config, least: bundle?.seq ?? 0, now: clock.now() }),
    );
    if (next.program.extra)
      extra ??= (await loaders.part<{ readonly extra: Extra }>('extra')).extra;
    if ((next.program.holdout ?? host.keys.get('off')) !== null) await parts.prepare();
    make(next.program);
    return next;
  };
  /** Agrees with the log on the newest rules there are. */
  const settleRules = async (log: EventLog): Promise<void> => {
    const mine = bundle;
    const kept = await log.update(rulesKey, (old?: Bundle) =>
      mine && !(old && old.seq > mine.seq) ? mine : old,
    );
    try {
      if (kept && kept !== mine) bundle = await check(kept);
    } catch {
      // Outdated or damaged: the edge has a good one, which takes its place.
      await log.update(rulesKey, () => mine);
    }
  };
  const read = async (): Promise<void> => {
    // Without the history everybody is new: that would undo what the boot script showed.
    if (store.status().reason === 'opening') return;
    const log = store.log();
    // So would they be without a log that has gone: what was made of it goes on.
    if (!log && cursor && memberships.engine()?.program === bundle?.program) return;
    const mine = ++turn;
    if (log) await settleRules(log);
    const restored =
      log && bundle && keys.get('folded')
        ? await loaders
            .part<typeof import('../history/restore.ts')>('restore')
            .then(({ start }) => start(log, bundle!.program, make, loaders))
            .catch(() => {}) // The log has everything.
        : null;
    cursor = restored?.after ?? 0;
    const rows = (await log?.read(cursor)) ?? [];
    count = rows.length;
    cursor = rows.at(-1)?.seq ?? cursor;
    // Of an event that is there twice the engine takes the first.
    const events = (): InkEvent[] => [...own.keys(), ...rows].sort(compareEvents);
    const known = keys.get(MARKER);
    // What a lost history held is unknown, whatever the site says of browsers that have none.
    const all = (known ? null : (config.recordedFrom ?? events()[0]?.t)) ?? clock.now();
    const since = await log?.update<RecordedFrom>(MARKER, (old) => {
      lost ||= !!known && !old;
      return old ?? { all };
    });
    if (mine !== turn) return;
    // After the database: the other way round, a page that ends here would leave a false alarm.
    if (since) keys.set(MARKER, MARKER);
    if (!bundle) return;
    busy = true;
    const refused = memberships.use(
      restored?.engine ?? make(bundle.program, since ?? { all }),
      events(), // With those that were recorded while the log answered.
      (event) => own.get(event) ?? false,
    );
    for (const event of own.keys()) own.set(event, refused.includes(event));
    busy = false;
    parts.onBuilt();
    if (refused.length && !takeIn) placeLate();
  };
  const load = (): Promise<void> => {
    const log = store.log();
    reading = read().catch((why) => {
      // Opened anew, it is read anew; until then nothing tells what is missing.
      if (log && log === store.log()) store.leave(why);
      throw why;
    });
    return reading;
  };
  /** Begins anew, with an engine that finds a place for late events. */
  const placeLate = guard(async () => {
    takeIn ??= (await loaders.part<{ readonly createTimeline: TakeIn }>('late')).createTimeline;
    await load();
  });

  const feed: Feed = {
    own,
    make,
    steer: parts.steer,
    add(event) {
      const isTaken = memberships.add(event, true);
      own.set(event, !isTaken);
      dropOldest(own, MOST_OWN);
      if (!isTaken && memberships.engine()) placeLate();
    },
    load,
    async look() {
      await reading;
      const rows = (await store.log()?.read(cursor)) ?? [];
      cursor = rows.at(-1)?.seq ?? cursor;
      if (!memberships.engine()) return;
      // Each late event makes the engine go over what came after it: many are sooner read anew.
      const late = rows.filter(
        (event) =>
          event.id[0] !== tab && (rows.length > MOST_LATE || !memberships.add(event, false)),
      );
      if (late.length) placeLate();
    },
    async offer(value, again) {
      if (bundle && bundle.seq === Object(value).seq && !again) return;
      const next = await check(value);
      // Meanwhile the log may have given newer ones.
      if (next.seq < (bundle?.seq ?? 0) && !again) return;
      bundle = next;
      await load();
    },
    bundle: () => bundle,
    cursor: () => cursor,
    read: () => count,
    lost: () => lost,
    busy: () => busy,
    clear() {
      turn++;
      cursor = 0;
      own.clear();
    },
  };
  return feed;
}
