import type { RecordKeys } from './code.ts';
import type { RecordedFrom } from './membership.ts';

/**
 * What is known, and what is not.
 *
 * **Recorded since.** A matcher with types `T…`, whose filter and measured fields read the params
 * `p…` (of a path, the part before its first dot), is recorded since the greatest of
 * `byKey[T] ?? all` over its types and of `byKey["T.p"]`, where there is one, over types and
 * params. A matcher of every type takes the greatest of `all` and of every `byKey` entry. 0 or less
 * means: for ever (complete).
 *
 * **Reach.** A measure reaches back to the first instant of its window: rolling
 * `now - fromMs + 1`; calendar and absolute their start; `sessions` the start (the stamp) of the
 * earliest session that it spans, `-Infinity` when fewer exist, and `now` when none is open;
 * `within-first` its t0, and `now` while there is none; `ever` `-Infinity`.
 *
 * **A measure is unknown** when it reaches to before the instant since which its matcher is
 * recorded. An unknown `count`, `distinct`, `periods` (without totals), `engaged`,
 * `engaged-views` or `sequence` is *at least* what was seen: it may be any whole number (for
 * `engaged`: any number of thousandths) from there up. Any other unknown measure may be anything,
 * absent included. A measure made of others (`ratio`, `difference`, `trend`, `score`,
 * `strongest`, `model`, `percentile`) may be anything when one of its parts is unknown. But what
 * looks from the newest match back (`last`, `since-last`, `trait`, `context`) is known as soon as
 * the window holds the match that it looks for.
 *
 * **A comparison** is true when all its tests together hold for every value that the measure may
 * have, false when they hold for none, else unknown; `all`, `any`, `not`, `atLeast` follow Kleene.
 *
 * **A latch** has a third state, unknown. A segment with `exit` or `dwell` begins unknown when a
 * matcher that its conditions read is not complete, else out. With `x` its exit (for a dwell
 * alone: not enter) and `e` = enter and not x, at every instant:
 * - out: in when e is true, unknown when e is unknown;
 * - in: stays while `t < since + dwell` or x is false; out when x is true; else unknown;
 * - unknown: in when e is true; out when x is true and `t >= since + dwell`; else unknown.
 * `since` is the instant of the last change of this state (the first event, to begin with); it is
 * the own state's, not the effective one's. A segment without exit and dwell has no latch: its
 * state is the value of `enter`.
 *
 * **A group**: effective = own and not own of any member listed before it (Kleene). `in` is the
 * effective state. Unknown reports as not in; the membership's `since` is the instant at which
 * the effective state last became in. `entered` and `exited` count the instants at which the
 * effective state became, or ceased to be, *in*; `entered`, `exited` may be anything when their
 * window reaches to before the instant at which the segment's effective state last became known
 * (to begin with: `-Infinity` where it is known at the first event and everything it reads is
 * complete; the latest of the instants since which its matchers are recorded where not; while it
 * is unknown: `Infinity`). `in-for` is unknown while its segment is.
 *
 * @param keys - What is read; 0 for everything.
 * @returns Ms since the epoch; `-Infinity` for complete.
 */
export function recordedSince({ all, byKey = {} }: RecordedFrom, keys: RecordKeys): number {
  const since = Math.max(
    ...(keys
      ? keys.map((key) =>
          typeof key === 'string' ? (byKey[key] ?? all) : (byKey[key.join('.')] ?? 0),
        )
      : [all, ...Object.values(byKey)]),
  );
  return since > 0 ? since : -Infinity;
}
