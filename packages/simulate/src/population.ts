import { type Calendar, createCalendar, createEngine, DAY, type Engine } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { DAY_MS, type Report } from '@inkling/report';
import { compileRules, type Rules } from '@inkling/rules';
import { ARCHETYPES } from './archetypes.ts';
import { type Browser, createBrowser } from './browser.ts';
import { type History, type Meaning, type Read, readWith } from './history.ts';
import type { SimulationOptions } from './options.ts';
import type { SentReport } from './outbox.ts';
import { nthRandom, pickWeighted, type Random, share } from './random.ts';
import { scheduleVisits } from './schedule.ts';
import { playVisit, type Visit } from './visit.ts';
import { readVocabulary, type Vocabulary } from './vocabulary.ts';

/** The arm of the planted experiment that a visitor is in. */
export type Arm = 'control' | 'treatment';

/** All that one visitor did, and all that the visitor's browsers sent. */
export interface Life {
  readonly archetype: string;
  readonly arm: Arm;
  readonly visits: number;
  /** Everything the visitor did, as if nothing had been lost or refused. */
  readonly whole: History & Meaning;
  /** What browsers kept and counted; none for a visitor who refused, more after a loss. */
  readonly browsers: readonly (History & Meaning)[];
  readonly sent: readonly SentReport[];
  readonly unsent: readonly Report[];
  /** For what happens to the reports on their way. */
  readonly random: Random;
}

const SHARES = ARCHETYPES.map((one) => one.share);

/** A site's zone, its days, and engines that every visitor in turn uses. */
export interface World {
  readonly rules: Rules;
  readonly options: SimulationOptions;
  readonly engine: Engine;
  readonly calendar: Calendar;
  /** Day number of the first day. */
  readonly first: number;
  /** First instant after the last day, ms since the epoch. */
  readonly end: number;
  readonly read: Read;
}

/** Compiles the rules and lays out the days. */
export function createWorld(rules: Rules, options: SimulationOptions, read?: Read): World {
  const program = compileRules(rules);
  const make = (): Engine => createEngine(program, { extra });
  const calendar = createCalendar(program.zone);
  const first = Date.parse(options.from) / DAY_MS;
  return {
    ...{ rules, options, calendar, first },
    engine: make(),
    end: calendar.start(DAY, first + options.days),
    read: read ?? readWith(make()),
  };
}

/** Lives every visitor's life, one after another: memory does not grow with their number. */
export function* liveAll(world: World): Generator<Life> {
  const vocabulary = readVocabulary(world.rules);
  for (let n = 0; n < world.options.visitors; n++) {
    yield liveOne(world, vocabulary, nthRandom(world.options.seed, n));
  }
}

function liveOne(world: World, vocabulary: Vocabulary, random: Random): Life {
  const { options, calendar, rules, first, end } = world;
  const archetype = ARCHETYPES[pickWeighted(random, SHARES)]!;
  const arm: Arm = share(random) < 0.5 ? 'control' : 'treatment';
  const refuses = share(random) < options.refuse;
  const lift = arm === 'treatment' ? 1 + options.lift : 1;
  const habits = { archetype, vocabulary, currency: rules.currency, lift, tabs: options.tabs };
  const visits: Visit[] = [];
  for (const at of scheduleVisits(archetype, { first, days: options.days }, calendar, random)) {
    const visit = playVisit(Math.max(at, (visits.at(-1)?.end ?? 0) + 1), habits, random);
    if (visit.end < end) visits.push(visit);
  }
  const browsers = useBrowsers(world, visits, random);
  const histories = browsers.map((browser) => understand([browser.history()], world));
  const told = refuses ? [] : browsers;
  return {
    ...{ archetype: archetype.name, arm, random, visits: visits.length },
    whole: histories.length === 1 ? histories[0]! : understand(histories, world),
    browsers: refuses ? [] : histories,
    sent: told.flatMap(({ outbox }) => outbox.sent),
    unsent: told.flatMap(({ outbox }) => outbox.unsent()),
  };
}

/** The browsers of one visitor: a new one after each loss of storage. */
function useBrowsers(world: World, visits: readonly Visit[], random: Random): Browser[] {
  const { engine, calendar, options } = world;
  const browsers: Browser[] = [];
  const open = (lostHistory: boolean): void => {
    const name = `${browsers.length}`;
    browsers.push(createBrowser({ name, engine, calendar, random, lostHistory }));
  };
  for (const visit of visits) {
    if (browsers.length === 0) open(false);
    else if (share(random) < options.wipe) open(share(random) < options.wipeSeen);
    browsers.at(-1)!.visit(visit);
  }
  return browsers;
}

/** What one or more browsers saw, taken as one history. */
function understand(parts: readonly History[], { read, end }: World): History & Meaning {
  const events = parts.flatMap((part) => part.events);
  const looks = parts.flatMap((part) => part.looks);
  return { events, looks, lostHistory: parts[0]?.lostHistory ?? false, ...read(events, end) };
}
