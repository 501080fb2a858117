import fc from 'fast-check';
import { type Happening, happening } from './arbitrary-event.ts';
import type { Written } from './arbitrary-measure.ts';
import { offset, PLACES, type Place } from './arbitrary-time.ts';

/** What happens to one visitor and to the engine that follows. */
export interface Story {
  readonly file: Written;
  /** Rules that hold until the engine is first put away; `null` for the same from the beginning. */
  readonly earlier: Written | null;
  readonly place: Place;
  /** How far into the future both are asked to look. */
  readonly horizonMs: number;
  readonly happenings: readonly Happening[];
  /** Order of arrival: happenings are sorted by these where they are not in order. */
  readonly arrival: readonly number[] | null;
  /** When questions are asked, ms after the start, and how many happenings have come by then. */
  readonly rounds: readonly Round[];
  /** ms after the start; `null` for a complete record. */
  readonly recordedFrom: {
    readonly all: number | null;
    readonly a: number | null;
    readonly k: number | null;
  } | null;
}

export interface Round {
  readonly at: number;
  /** Share of the happenings that have arrived, in fourths. */
  readonly arrived: 1 | 2 | 3 | 4;
  /** Whether the engine is put away and taken up again before the question. */
  readonly saved: boolean;
}

const round: fc.Arbitrary<Round> = fc.record({
  at: offset,
  arrived: fc.constantFrom(1, 2, 3, 4),
  saved: fc.boolean(),
});
const since = fc.option(offset, { nil: null });

export interface StoryOptions {
  /** Whether the record may be incomplete. */
  readonly unknown: boolean;
  /** Whether the rules change on the way. */
  readonly changing?: boolean;
  /** Length of the story, and how far its end looks ahead, ms; days unless given. */
  readonly spanMs?: number;
}

/** How far into the future a story looks unless it is a short one. */
const FAR_MS = 4 * 86_400_000;

/** Puts an instant of a long story into a short one. */
function shortened<T extends { readonly at: number }>(of: T, spanMs: number | undefined): T {
  return spanMs === undefined ? of : { ...of, at: of.at % spanMs };
}

/** Stories about a kind of rule file. */
export function story(file: fc.Arbitrary<Written>, options: StoryOptions): fc.Arbitrary<Story> {
  const earlier = options.changing ? file : fc.constant(null);
  return fc
    .record({
      file,
      place: fc.constantFrom(...PLACES),
      happenings: fc.oneof(
        { weight: 6, arbitrary: fc.array(happening, { minLength: 1, maxLength: 8 }) },
        { weight: 1, arbitrary: fc.array(happening, { maxLength: 30 }) },
      ),
      arrival: fc.option(fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 8 }), {
        nil: null,
      }),
      rounds: fc.array(round, { minLength: 1, maxLength: 3 }),
      recordedFrom: options.unknown
        ? fc.record({ all: since, a: since, k: since })
        : fc.constant(null),
      earlier,
    })
    .map((one) => ({
      ...one,
      earlier: one.earlier && kin(one.earlier, one.file),
      happenings: one.happenings.map((of) => shortened(of, options.spanMs)),
      rounds: one.rounds.map((of) => shortened(of, options.spanMs)),
      horizonMs: options.spanMs ?? FAR_MS,
    }));
}

/** Earlier rules that share their first segment, their signals and their sessions with the later. */
function kin(earlier: Written, later: Written): Written {
  const [mine, theirs] = [earlier.segments, later.segments] as [Written, Written];
  const { session, signals } = later;
  return { ...earlier, session, signals, segments: { ...mine, s0: theirs.s0 } };
}
