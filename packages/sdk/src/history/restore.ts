import {
  createTimeline,
  type EngineState,
  type Program,
  type QuickEngine,
  type RecordedFrom,
  restoreState,
  type TakeIn,
} from '@inkling/engine';
import type { EventLog } from '../log/event-log.ts';
import type { FeedLoaders } from '../memberships/feed.ts';
import { readFolded } from './folded.ts';

/** Makes the engine of a page, with what becomes of its events. */
type Make = (program: Program, since: RecordedFrom, takeIn: TakeIn) => QuickEngine;

/** An engine that has seen the log up to an event. */
export interface Restored {
  readonly engine: QuickEngine;
  /** That event's number. */
  readonly after: number;
}

/**
 * Makes an engine that goes on from what was folded of the log; for other rules than that was made
 * for, what is new in them is replayed first.
 *
 * @returns `undefined` when there is nothing to go on from: the log has everything.
 * @throws What the engine throws at a state that is not of its version.
 */
export async function start(
  log: EventLog,
  program: Program,
  make: Make,
  loaders: FeedLoaders,
): Promise<Restored | undefined> {
  const folded = await readFolded(log.db);
  if (!folded) return undefined;
  const attempt = (saved: EngineState): Restored => ({
    engine: make(program, folded.since, (core, lateMs) => {
      const timeline = createTimeline(core, lateMs);
      restoreState(core, timeline, saved);
      timeline.accept();
      return timeline;
    }),
    after: folded.seq,
  });
  try {
    return attempt(folded.state);
  } catch {
    const { bring } = await loaders.part<typeof import('./fold.ts')>('fold');
    return attempt(await bring(log, program, folded, loaders));
  }
}
