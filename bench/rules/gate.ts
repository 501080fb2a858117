import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { median } from '../lib/median.ts';
import { createFloor } from './floor.ts';
import { createOurs } from './ours.ts';
import { makeEvents, makeTasks, NOW, SPAN_MS } from './workload.ts';

const RUNS = 5;
const STRETCHES = 81;
const STRETCH_EVENTS = 100;
const SEGMENTS = 100;
const MOST_TIMES_FLOOR = 3;
const MOST_GROWTH = 1.5;

/** What is held against what: µs an event of one over those of the other, in each of the runs. */
interface Pair {
  readonly what: string;
  readonly ratios: readonly number[];
  readonly most: number;
}

/**
 * The two promises that a build must keep: near the floor, and the same however long the history.
 *
 * The sides of a pair take turns at short stretches of events, so that what else the machine does
 * meets both; a side's figure is its median stretch, and the median of the runs' ratios counts.
 *
 * @returns Rows whose ratio is over 1 where a promise is broken.
 */
export function gateRows(): BenchRow[] {
  const pairs: readonly Pair[] = [
    {
      what: 'Inkling over the floor',
      ratios: ratiosOf([createOurs, 10_000], [createFloor, 10_000]),
      most: MOST_TIMES_FLOOR,
    },
    {
      what: '100,000 events of history over 1,000',
      ratios: ratiosOf([createOurs, 100_000], [createOurs, 1000]),
      most: MOST_GROWTH,
    },
  ];
  return pairs.map(({ what, ratios, most }) => {
    const value = median(ratios);
    return { what, value, unit: 'times', floor: most, ratio: value / most };
  });
}

type Side = readonly [make: typeof createOurs | typeof createFloor, history: number];

function ratiosOf(above: Side, below: Side): readonly number[] {
  const ratios = Array.from({ length: RUNS + 1 }, () => {
    const [first, second] = [open(above), open(below)];
    const times: [number[], number[]] = [[], []];
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      times[0].push(first(stretch));
      times[1].push(second(stretch));
    }
    return median(times[0]) / median(times[1]);
  });
  // The first is for the compiler's sake.
  return ratios.slice(1);
}

/** @returns A function that times the next stretch of events, ms. */
function open([make, history]: Side): (stretch: number) => number {
  const every = SPAN_MS / history;
  const coming = makeEvents(STRETCHES * STRETCH_EVENTS, NOW, every, 2);
  const contender = make(makeTasks(SEGMENTS), history + coming.length);
  for (const event of makeEvents(history, NOW - SPAN_MS, every, 1)) contender.learn(event);
  return (stretch) => {
    const from = stretch * STRETCH_EVENTS;
    const start = performance.now();
    for (let i = from; i < from + STRETCH_EVENTS; i++) contender.add(coming[i]!);
    return performance.now() - start;
  };
}
