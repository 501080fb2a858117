import type { InkEvent, RecordedFrom } from '@inkling/engine';
import { createOracle, parseRules } from '@inkling/rules';
import { DB_NAME } from '../../src/log/event-log.ts';
import RULES from './rules.json' with { type: 'json' };
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

const UTC = { name: 'UTC', from: [null], offsets: [0] } as const;
const parsed = parseRules(RULES);

const markOf = (event: InkEvent): number | undefined => event.params.mark as number | undefined;
const list = (all: Iterable<unknown>): string => [...all].slice(0, 5).join(', ');

/**
 * What stands in the log, by itself: nothing twice, and each tab's events in the order of its acts.
 *
 * @param wasTried - Whether a write has failed: what is written again comes later than it was made.
 */
function checkRows(
  events: readonly InkEvent[],
  tracked: ReadonlySet<number>,
  wasTried: boolean,
): string[] {
  const problems: string[] = [];
  const byTab = Map.groupBy(events, ({ id }) => id[0]);
  for (const [tab, own] of byTab) {
    const stored = own.map(({ id }) => id[1]);
    const sorted = stored.toSorted((a, b) => a - b);
    if (!wasTried && `${stored}` !== `${sorted}`) problems.push(`${tab} stored out of order`);
    const twice = sorted.filter((n, i) => n === sorted[i - 1]);
    if (twice.length) problems.push(`stored twice: ${list(twice)} of ${tab}`);
    const marks = own.toSorted((a, b) => a.id[1] - b.id[1]).flatMap((one) => markOf(one) ?? []);
    if (marks.some((mark, i) => mark <= (marks[i - 1] ?? 0))) problems.push(`${tab} out of order`);
    const foreign = marks.filter((mark) => !tracked.has(mark));
    if (foreign.length) problems.push(`never tracked: ${list(foreign)}`);
  }
  return problems;
}

/** What a tab makes of the history against the naive scan of what is stored. */
function checkTab(tab: Tab, events: readonly InkEvent[], recordedFrom: RecordedFrom): string[] {
  const { name } = tab.realm;
  const status = tab.api.status();
  if (status.mode !== 'stored' || status.pending) {
    return [
      `${name}: not settled: ${status.mode} ${status.reason} ${status.pending} pending (${status.lastError})`,
    ];
  }
  const engine = tab.engine();
  if (!engine) return [`${name}: no engine (${status.lastError})`];
  const answers = createOracle(parsed, UTC, { recordedFrom }).at(events, engine.now, 0, 0);
  const problems: string[] = [];
  for (const [signal, value] of Object.entries(answers.values)) {
    const mine = engine.value(signal);
    if (mine !== value) problems.push(`${name}: ${signal} is ${mine}, not ${value}`);
  }
  const mine = JSON.stringify(engine.memberships());
  const right = JSON.stringify(answers.memberships);
  if (mine !== right) problems.push(`${name}: memberships ${mine}, not ${right}`);
  return problems;
}

/** After `forget()` nothing may be left. */
async function checkForgotten({ browser: { storage, localStorage } }: World): Promise<string[]> {
  const rows = [...storage.rows('events'), ...storage.rows('values')].length;
  const keys = Object.keys(localStorage).filter((key) => key !== 'inkling:consent');
  const exists = (await storage.factory.databases()).some(({ name }) => name === DB_NAME);
  return [
    ...(rows ? [`${rows} rows are left`] : []),
    ...(keys.length ? [`keys are left: ${keys}`] : []),
    ...(exists ? ['the database is left'] : []),
  ];
}

/** @returns What does not hold in a world that has come to rest. */
export async function checkEnd(world: World): Promise<string[]> {
  const { browser, kept, stale, tabs, tracked } = world;
  if (world.isForgotten()) return checkForgotten(world);
  const events = browser.storage.rows('events').map(([, value]) => value as InkEvent);
  const stored = new Set(events.map(markOf));
  const lost = [...kept].filter((mark) => !stored.has(mark));
  const recorded = browser.storage.rows('values').find(([key]) => key === 'recorded')?.[1];
  return [
    ...(lost.length ? [`acknowledged, and lost: ${list(lost)}`] : []),
    ...checkRows(events, tracked, browser.storage.failures() > 0),
    ...tabs.flatMap((tab) => {
      const missing = tab.tracked().filter((mark) => !stored.has(mark));
      if (missing.length) return [`${tab.realm.name}: never stored: ${list(missing)}`];
      return stale.has(tab) ? [] : checkTab(tab, events, (recorded ?? { all: 0 }) as RecordedFrom);
    }),
  ];
}
