import {
  createEngine,
  createMigration,
  type EngineState,
  type Extra,
  type Program,
} from '@inkling/engine';
import type { IdleParts } from '../idle/parts.ts';
import { begin } from '../log/begin.ts';
import type { EventLog, StoredEvent } from '../log/event-log.ts';
import type { FeedLoaders } from '../memberships/feed.ts';
import { type Folded, RECORDED, readFolded, writeFolded } from './folded.ts';

/** Events at a time, so that the page stays alive between them. */
const SLICE = 500;
/** Fewer new events are sooner read again than written down. */
const LEAST_NEW = 100;

/**
 * Hands the events after a number, up to another, to `take`, a few at a time.
 *
 * @returns The number of the last one; `after` when there is none.
 */
async function eachAfter(
  { db }: EventLog,
  after: number,
  to: number,
  take: (event: StoredEvent) => void,
): Promise<number> {
  let seq = after;
  while (seq < to) {
    const rows = await begin(db, 'events').store.getAll(IDBKeyRange.bound(seq, to, true), SLICE);
    if (!rows.length) break;
    rows.forEach(take);
    seq = rows.at(-1)?.seq ?? to;
  }
  return seq;
}

/** Brings a saved state up to a program: only what is new in it is replayed from the log. */
export async function bring(
  log: EventLog,
  program: Program,
  { seq, since, state }: Folded,
  loaders: FeedLoaders,
): Promise<EngineState> {
  const extra = program.extra ? (await loaders.part<{ extra: Extra }>('extra')).extra : undefined;
  const migration = createMigration(program, state, { recordedFrom: since, extra });
  if (migration.isNeeded) await eachAfter(log, 0, seq, migration.add);
  return migration.finish();
}

/** Folds what the log has got since it was last folded, for the next page to go on from. */
export async function start({ feed, host, loaders, store }: IdleParts): Promise<void> {
  const log = store.log();
  const program = feed.bundle()?.program;
  if (!log || !program) return;
  const since = (await begin(log.db, 'values').store.get(RECORDED)) as Folded['since'] | undefined;
  if (!since) return;
  const folded = await readFolded(log.db);
  const extra = program.extra ? (await loaders.part<{ extra: Extra }>('extra')).extra : undefined;
  const saved = folded && (await bring(log, program, folded, loaders));
  const engine = createEngine(program, { recordedFrom: since, extra, ...(saved && { saved }) });
  let news = 0;
  const seq = await eachAfter(log, folded?.seq ?? 0, Infinity, (event) => {
    news++;
    engine.add(event);
  });
  if (news < LEAST_NEW) return;
  // A page that did not end before knows of it then, and reads the log whole until then.
  if (await writeFolded(log.db, { seq, since, state: engine.save() })) host.keys.set('folded', '1');
}
