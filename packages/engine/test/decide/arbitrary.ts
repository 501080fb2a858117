import fc from 'fast-check';
import { getBucketRange } from '../../src/assign/index.ts';
import type { ContentCode, ExperienceCode, ExperimentCode } from '../../src/assign/program.ts';
import type { DecideInput } from '../../src/decide/index.ts';
import { drawSeeds } from '../assign/seeds.ts';

const SEGMENTS = ['regular', 'loyal', 'fan'];
const SLOTS = ['home', 'article'];
const SEEDS = [...drawSeeds(500, 11)];
/** Long enough for schedules and cool-downs to begin and end in it. */
const HORIZON_MS = 1000;

const share = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
const held = fc.constantFrom(0, 0, 0.1, 0.5, 1);
const ARMS: readonly (readonly string[])[] = [['on'], ['control', 'on'], ['a', 'b', 'c']];

/** Left out three times of four, so that most visitors get to see something. */
const rarely = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, of);

const experiment = fc.record({
  arms: fc.constantFrom(...ARMS),
  coverage: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, share),
  part: rarely(fc.tuple(share, share)),
});

const experience = fc.record({
  segment: fc.nat({ max: SEGMENTS.length - 1 }),
  slot: fc.constantFrom(...SLOTS),
  experiment: fc.nat({ max: 2 }),
  empty: fc.boolean(),
  schedule: rarely(
    fc.tuple(fc.nat({ max: HORIZON_MS }), fc.oneof(fc.constant(0), fc.nat({ max: HORIZON_MS }))),
  ),
  caps: rarely(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 3 }), fc.nat({ max: 4 }))),
  coolDownMs: fc.constantFrom(0, 0, 50, 200),
  group: fc.constantFrom<0 | 'offers'>(0, 0, 'offers'),
});

type Program = DecideInput['program'];

/** A program of three segments, three experiments and up to five experiences. */
export const program: fc.Arbitrary<Program> = fc
  .record({
    holdout: fc.constantFrom(0, 0, 0, 0.3, 1),
    // One share a segment, as the compiler gives it.
    holdouts: fc.tuple(held, held, held),
    experiments: fc.tuple(experiment, experiment, experiment),
    experiences: fc.array(experience, { maxLength: 5 }),
  })
  .map(({ holdout, holdouts, experiments, experiences }) => ({
    holdout,
    segments: SEGMENTS.map((id) => ({ id, def: id })),
    experiments: experiments.map(({ arms, coverage, part }, i): ExperimentCode => {
      const row = [`e${i}`, arms, getBucketRange(arms.length, coverage)] as const;
      return part ? [...row, ['n', Math.min(...part), Math.max(...part)]] : row;
    }),
    experiences: experiences.map((one, i): ExperienceCode => {
      const contents = experiments[one.experiment]!.arms.map((arm): ContentCode => {
        return one.empty && arm === 'control' ? 0 : { '#text': arm };
      });
      const rest = [one.schedule ?? 0, one.caps ?? 0, one.coolDownMs, one.group] as const;
      const holdout = holdouts[one.segment]!;
      return [`x${i}`, one.segment, one.slot, one.experiment, contents, holdout, ...rest];
    }),
  }));

export const seed = fc.constantFrom(...SEEDS);
export const members = fc.subarray(SEGMENTS);
export const instant = fc.nat({ max: HORIZON_MS });

/** A first visit somewhere in time. */
export const input: fc.Arbitrary<DecideInput> = fc
  .record({ program, seed, members, now: instant })
  .map((one) => ({ ...one, showings: new Map() }));
