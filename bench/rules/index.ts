import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import type { Contender } from './contender.ts';
import { createFloor } from './floor.ts';
import { gateRows } from './gate.ts';
import { createGrowthBook, createJsonLogic, createJsonRules, createUniform } from './libraries.ts';
import { memoryRows } from './memory.ts';
import { createOurs } from './ours.ts';
import { restoreRows } from './restore.ts';
import { createScan } from './scans.ts';
import { makeEvents, makeTasks, NOW, SPAN_MS, type Task } from './workload.ts';

const ROUNDS = 25;
/** Longest that one contender is timed in one round, ms. */
const ROUND_MS = 20;
/** Most events of one round. */
const ROUND_EVENTS = 400;

type Maker = (tasks: readonly Task[], most: number) => Contender;
const LIBRARIES: readonly Maker[] = [
  createGrowthBook,
  createJsonLogic,
  createUniform,
  createJsonRules,
  createScan,
];

/**
 * What it costs to keep segments up to date: an event arrives, and all segments are right.
 *
 * Everyone gets the same events in the same rounds, in turn; figures are medians over rounds.
 *
 * @param args - `--quick` leaves out the libraries and the largest histories; `--gate` measures only
 *   what a build must keep.
 */
export async function run(args: readonly string[] = []): Promise<BenchResult> {
  if (args.includes('--gate')) {
    const rows = gateRows();
    const broken = rows.filter(({ ratio = 0 }) => ratio > 1).map(({ what }) => what);
    return { bench: 'rules', machine: machine(), rows, broken };
  }
  const quick = args.includes('--quick');
  const rows: BenchRow[] = [];
  for (const history of quick ? [10_000] : [10_000, 100_000]) {
    for (const segments of [10, 100, 1000]) {
      const makers = [createFloor, createOurs, ...(quick ? [] : LIBRARIES)];
      rows.push(...(await compare(segments, history, makers)));
    }
  }
  for (const history of quick ? [1000] : [1000, 1_000_000]) {
    rows.push(...(await compare(100, history, [createFloor, createOurs])));
  }
  rows.push(...restoreRows(), ...memoryRows());
  return { bench: 'rules', machine: machine(), rows };
}

async function compare(
  segments: number,
  history: number,
  makers: readonly Maker[],
): Promise<BenchRow[]> {
  const tasks = makeTasks(segments);
  const every = SPAN_MS / history;
  const past = makeEvents(history, NOW - SPAN_MS, every, 1);
  const coming = makeEvents(ROUNDS * ROUND_EVENTS, NOW, every, 2);
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
  const medians = [...times].map(([{ name }, list]) => ({ name, us: medianOf(list) }));
  const floor = medians[0]!.us;
  return medians.map(({ name, us }) => ({
    what: `${name}, ${segments} segments, ${history} events`,
    value: us,
    unit: 'µs/event',
    floor,
    ratio: us / floor,
  }));
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

function medianOf(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1]!;
}
