import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { median } from '../lib/median.ts';
import type { Contender } from './contender.ts';
import { createFloor } from './floor.ts';
import { createGrowthBook, createJsonLogic, createJsonRules, createUniform } from './libraries.ts';
import { createOurs } from './ours.ts';
import { createScan } from './scans.ts';
import { makeEvents, makeTasks, NOW, SPAN_MS, type Task } from './workload.ts';

const ROUNDS = 25;
/** Longest that one contender is timed in one round, ms. */
const ROUND_MS = 20;
/** Most events of one round. */
const ROUND_EVENTS = 400;

/** Events after which both fast ones are compiled for good, with a history of any length. */
const WARM_EVENTS = 40_000;

type Maker = (tasks: readonly Task[], most: number) => Contender;
const OWN: readonly Maker[] = [createFloor, createOurs];
const LIBRARIES: readonly Maker[] = [
  createGrowthBook,
  createJsonLogic,
  createUniform,
  createJsonRules,
  createScan,
];

/** How much of everything there is. */
export interface Size {
  readonly segments: number;
  /** Events of the past 90 days. */
  readonly history: number;
  /** Whether the libraries take part; else only the floor and we do. */
  readonly libraries: boolean;
}

/**
 * Times everybody on the same events, in the same rounds, in turn. Knows no Node, so that a page
 * can run it.
 *
 * @returns A row for each, the floor's first: the median of its rounds.
 * @throws When two of them do not say the same.
 */
export async function compare({ segments, history, libraries }: Size): Promise<BenchRow[]> {
  const makers = libraries ? [...OWN, ...LIBRARIES] : OWN;
  const tasks = makeTasks(segments);
  const every = SPAN_MS / history;
  const past = makeEvents(history, NOW - SPAN_MS, every, 1);
  const coming = makeEvents(ROUNDS * ROUND_EVENTS, NOW, every, 2);
  for (const make of OWN) warm(make(tasks, WARM_EVENTS), every);
  const times = new Map<Contender, number[]>();
  for (const make of makers) {
    const contender = make(tasks, history + coming.length);
    for (const event of past) contender.learn(event);
    times.set(contender, []);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const events = coming.slice(round * ROUND_EVENTS, (round + 1) * ROUND_EVENTS);
    for (const [contender, list] of times) list.push(await timeRound(contender, events));
    check([...times.keys()]);
  }
  const medians = [...times].map(([{ name }, list]) => ({ name, us: median(list) }));
  const floor = medians[0]!.us;
  return medians.map(({ name, us }) => ({
    what: `${name}, ${segments} segments, ${history} events`,
    value: us,
    unit: 'µs/event',
    floor,
    ratio: us / floor,
  }));
}

/** Who takes a µs an event is compiled only after more events than all rounds have. */
function warm(contender: Contender, every: number): void {
  const from = NOW - WARM_EVENTS * every;
  for (const event of makeEvents(WARM_EVENTS, from, every, 3)) contender.add(event);
}

/** µs an event; who is slow is timed on the last few only, and learns the rest. */
async function timeRound(contender: Contender, events: readonly InkEventOf[]): Promise<number> {
  const probe = await timeEvents(contender, events.slice(0, 1));
  const timed = Math.max(1, Math.min(events.length - 2, Math.floor((ROUND_MS * 1000) / probe)));
  const from = events.length - timed;
  for (const event of events.slice(1, from)) contender.learn(event);
  return timeEvents(contender, events.slice(from));
}
type InkEventOf = Parameters<Contender['add']>[0];

async function timeEvents(contender: Contender, events: readonly InkEventOf[]): Promise<number> {
  const start = performance.now();
  for (const event of events) {
    const pending = contender.add(event);
    // Only who is asynchronous pays for it.
    if (pending instanceof Promise) await pending;
  }
  return ((performance.now() - start) * 1000) / events.length;
}

/** Who says something else than the first is not doing the same work. */
function check([first, ...others]: readonly Contender[]): void {
  const expected = JSON.stringify(first!.inside());
  for (const other of others) {
    const inside = other.inside();
    if (inside && JSON.stringify(inside) !== expected) throw new Error(`${other.name} differs`);
  }
}
