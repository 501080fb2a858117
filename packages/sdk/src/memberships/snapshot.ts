import type { ForesightEngine } from '@inkling/engine';
import type { ContentCode } from '@inkling/engine/assign';

/**
 * One segment's known future: its name, whether the visitor is in (1) or not (0) when it is
 * written, and the instants at which that turns, rising, in ms since the epoch.
 */
export type Forecast = readonly [segment: string, now: 0 | 1, flips: readonly number[]];

/** By name of the slot: the token under which it is activated, and what it shows then. */
export type SlotContents = {
  readonly [slot: string]: readonly [token: string, content: Exclude<ContentCode, 0 | 1>];
};

/** So many instants of a segment are told. */
const MOST_FLIPS = 16;

/** What the boot script reads before the first paint; kept under the key `boot`. */
export interface Snapshot {
  readonly v: 1;
  readonly s: readonly Forecast[];
  /** What the rules put into slots, by the slots' names: token and content. */
  readonly c?: SlotContents;
}

/** The segments that a snapshot puts the visitor in at the instant `now`. */
export function segmentsAt(snapshot: Snapshot, now: number): string[] {
  return snapshot.s
    .filter(([, first, flips]) => (first + flips.filter((t) => t <= now).length) % 2)
    .map(([segment]) => segment);
}

/**
 * What the next page may take for granted. Volatile segments depend on the page that is open, so
 * that they say nothing of the next one.
 */
export function takeSnapshot(engine: ForesightEngine): Snapshot {
  const { segments } = engine.program;
  const s = engine.memberships().flatMap((membership, i): Forecast[] => {
    if (segments[i]?.volatile) return [];
    const flips = engine.ahead()[i]!.slice(0, MOST_FLIPS);
    return membership.in || flips.length
      ? [[membership.segment, membership.in ? 1 : 0, flips]]
      : [];
  });
  return { v: 1, s };
}
