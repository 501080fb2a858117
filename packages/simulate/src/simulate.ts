import type { Program } from '@inkling/engine';
import { type Cells, foldRows } from '@inkling/report';
import type { Rules } from '@inkling/rules';
import { createEdge } from './edge.ts';
import type { Read } from './history.ts';
import { countHistory, EXACT } from './ledger.ts';
import { deliver } from './network.ts';
import type { SimulationOptions } from './options.ts';
import { type Arm, createWorld, type Life, liveAll, type World } from './population.ts';
import { addSizes, type Sizes } from './sizes.ts';

/** What became of the reports. */
export interface Traffic {
  /** Reports that browsers made. */
  made: number;
  counted: number;
  /** Copies of what was counted already. */
  duplicates: number;
  /** Copies that came too late to be taken. */
  refused: number;
  /** Made and never counted: not sent, lost on the way, or refused. */
  lost: number;
  /** Arrivals in each hour of the day (UTC). */
  readonly byHour: number[];
}

/** What one arm of the planted experiment did. */
export interface ArmCount {
  visitors: number;
  /** Visitors with at least one conversion. */
  converted: number;
}

/** Everything a simulation knows in the end. Memory grows with days and segments only. */
export interface Simulation {
  readonly options: SimulationOptions;
  readonly rules: Rules;
  readonly program: Program;
  /** Visitors who came, by archetype. */
  readonly archetypes: Map<string, number>;
  /** Histories that browsers kept; more than the visitors who agreed where storage was lost. */
  browsers: number;
  visits: number;
  events: number;
  readonly traffic: Traffic;
  readonly arms: { readonly [arm in Arm]: ArmCount };
  /** What visitors did. */
  readonly truth: Cells;
  readonly truthSizes: Sizes;
  /** What of it browsers could tell: after consent, and as far as each one's storage reaches. */
  readonly told: Cells;
  readonly toldSizes: Sizes;
  /** What the edge counted. */
  readonly counted: Cells;
  /** Rows of reports that were made and not counted. */
  readonly lost: Cells;
}

/** A cell in which the edge errs. */
export interface WrongCell {
  readonly key: string;
  /** What browsers told, without what was lost. */
  readonly told: number;
  readonly counted: number;
}

/**
 * Lets visitors with known behaviour live, each after the other, through the real sessioniser,
 * engine, contributor, splitter and fold, and keeps the truth beside it.
 *
 * @param read - What the ledger takes for the meaning of events; a second engine unless given.
 */
export function simulate(rules: Rules, options: SimulationOptions, read?: Read): Simulation {
  const steps = simulateInSteps(rules, options, read);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** As {@link simulate}, with a rest after each visitor: yields how many are done. */
export function* simulateInSteps(
  rules: Rules,
  options: SimulationOptions,
  read?: Read,
): Generator<number, Simulation> {
  const world = createWorld(rules, options, read);
  const simulation = createSimulation(world);
  let done = 0;
  for (const life of liveAll(world)) {
    addLife(simulation, life, world);
    yield ++done;
  }
  return simulation;
}

/** Cells that must be exact and are not: told is counted and lost, to the last one. */
export function wrongCells({ told, counted, lost }: Simulation): WrongCell[] {
  const keys = new Set([...told.keys(), ...counted.keys()]);
  return [...keys]
    .filter((key) => EXACT.some((metric) => metric === key.split('|')[3]))
    .map((key) => ({
      key,
      told: (told.get(key) ?? 0) - (lost.get(key) ?? 0),
      counted: counted.get(key) ?? 0,
    }))
    .filter((cell) => cell.told !== cell.counted);
}

function createSimulation({ rules, options, engine }: World): Simulation {
  const byHour = Array<number>(24).fill(0);
  return {
    ...{ options, rules, program: engine.program },
    ...{ archetypes: new Map(), browsers: 0, visits: 0, events: 0 },
    traffic: { made: 0, counted: 0, duplicates: 0, refused: 0, lost: 0, byHour },
    arms: { control: { visitors: 0, converted: 0 }, treatment: { visitors: 0, converted: 0 } },
    ...{ truth: new Map(), truthSizes: new Map(), told: new Map(), toldSizes: new Map() },
    ...{ counted: new Map(), lost: new Map() },
  };
}

function addLife(simulation: Simulation, life: Life, world: World): void {
  const { archetypes, arms, program, truth, truthSizes, told, toldSizes } = simulation;
  const { calendar, first, options } = world;
  const span = { first, days: options.days };
  const { events } = life.whole;
  if (events.length === 0) return;
  archetypes.set(life.archetype, (archetypes.get(life.archetype) ?? 0) + 1);
  const arm = arms[life.arm];
  arm.visitors++;
  if (events.some((event) => life.whole.conversions(event).length > 0)) arm.converted++;
  simulation.visits += life.visits;
  simulation.events += events.length;
  simulation.browsers += life.browsers.length;
  countHistory(truth, life.whole, program, 'everything');
  addSizes(truthSizes, life.whole, calendar, span);
  for (const browser of life.browsers) {
    countHistory(told, browser, program, 'browser');
    addSizes(toldSizes, browser, calendar, span);
  }
  send(simulation, life);
}

function send({ options, program, traffic, counted, lost }: Simulation, life: Life): void {
  const waiting = new Map(
    [...life.sent.map(({ report }) => report), ...life.unsent].map((one) => [one.id, one]),
  );
  traffic.made += waiting.size;
  const take = createEdge(counted, program.zone);
  for (const arrival of deliver(life.sent, options, life.random)) {
    traffic.byHour[new Date(arrival.at).getUTCHours()]!++;
    const taken = take(arrival);
    if (taken === 'counted') traffic.counted++;
    else if (taken === 'known') traffic.duplicates++;
    else traffic.refused++;
    if (taken === 'counted') waiting.delete(arrival.report.id);
  }
  traffic.lost += waiting.size;
  for (const { rows } of waiting.values()) foldRows(lost, rows);
}
