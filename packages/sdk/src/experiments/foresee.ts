import type { Program } from '@inkling/engine';
import { type Decision, tokenOf } from '@inkling/engine/decide';
import type { Host } from '../lib/host.ts';
import type { Forecast, Snapshot } from '../memberships/snapshot.ts';
import { contentsOf } from './slot-contents.ts';

/** What a forecast is made of besides the snapshot. */
export interface ForeseeParts {
  readonly host: Host;
  readonly program: Program | undefined;
  /** Decides for the next page, which shows nothing yet. */
  readonly decide: (segments: readonly string[]) => Decision;
}

/**
 * Leaves in a snapshot only what can be activated, and adds what is shown now: it ends with its
 * segment, or with its schedule. Caps and schedules that open later are left to the next page.
 */
export function foresee(snapshot: Snapshot, { host, program, decide }: ForeseeParts): Snapshot {
  const all = new Set(decide(snapshot.s.map(([segment]) => segment)).activated);
  const { shown } = decide(snapshot.s.flatMap(([segment, now]) => (now ? segment : [])));
  const ends = new Map(program?.experiences?.map((row) => [row[0], row[6] ? row[6][1] : 0]));
  const tokens = shown.map((one): Forecast => {
    const flips = snapshot.s.find(([segment]) => segment === one.segment)?.[2] ?? [];
    const end = Math.min(flips[0] ?? Infinity, ends.get(one.experience) || Infinity);
    return [tokenOf(one), 1, end < Infinity ? [end] : []];
  });
  const c = contentsOf(shown, host);
  return { v: 1, s: [...snapshot.s.filter(([segment]) => all.has(segment)), ...tokens], c };
}
