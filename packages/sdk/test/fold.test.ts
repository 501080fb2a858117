// @vitest-environment node
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { createEngine, type InkEvent, type Program } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { createQuickEngine } from '@inkling/engine/quick';
import { compileRules, parseRules } from '@inkling/rules';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import * as fold from '../src/history/fold.ts';
import { readFolded } from '../src/history/folded.ts';
import { start as restore } from '../src/history/restore.ts';
import type { IdleParts } from '../src/idle/parts.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { openIdbLog } from '../src/log/idb-log.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-05T09:00:00Z');
const demo = JSON.parse(
  readFileSync(new URL('../../../demo/rules.json', import.meta.url), 'utf8'),
) as { segments: object };
const compile = (more: object = {}): Program =>
  compileRules(
    parseRules({
      ...demo,
      segments: {
        ...demo.segments,
        // Kept by its own past alone, so that no window can bring it back.
        once: {
          name: 'Once',
          enter: { count: 'page_view', within: '1h', gte: 4 },
          exit: { 'since-last': 'page_view', gt: '20d' },
          dwell: '2d',
        },
        ...more,
      },
    }),
  );
const NEWER = { often: { name: 'Often', enter: { count: 'page_view', within: '300d', gte: 40 } } };

/** A small generator of numbers from 0 up to 1, so that a failure can be played again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A life of three tabs; some events are stored a good while after they happened. */
function life(seed: number, count: number): InkEvent[] {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  let t = START;
  let session = START;
  return Array.from({ length: count }, (_, n): InkEvent => {
    const gap = next() < 0.08 ? next() * 9 * DAY_MS : next() * 600_000;
    t += Math.round(gap);
    if (gap > 1_800_000) session = t;
    const type = pick(['page_view', 'page_view', 'add_to_cart', 'purchase', 'user_engagement']);
    const late = next() < 0.1 ? Math.floor(next() * 3_600_000) : 0;
    const params = {
      path: `/${pick(['news', 'sport', 'shop'])}/${n % 7}`,
      section: pick(['news', 'sport', 'politics']),
      value: Math.floor(next() * 90),
      currency: 'EUR',
      transaction_id: `t${n % 40}`,
      engagement_time_msec: Math.floor(next() * 20_000),
    };
    return { id: [pick(['a', 'b', 'c']), n], t: Math.max(START, t - late), type, session, params };
  });
}

let log: EventLog;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  log = await openIdbLog(() => {});
  await log.update('recorded', () => ({ all: 0 }));
});

const PARTS: Readonly<Record<string, object>> = { extra: { extra }, fold };
const LOADERS = { part: async <T>(name: string) => PARTS[name] as T };
async function foldWith(program: Program, loaders = LOADERS): Promise<string | null> {
  const kept = new Map<string, string>();
  const host = { keys: { set: (key: string, value: string) => kept.set(key, value) } };
  const feed = { bundle: () => ({ program }) };
  const store = { log: () => log };
  await fold.start({ host, feed, store, loaders } as unknown as IdleParts);
  return kept.get('folded') ?? null;
}
const memberships = (engine: { memberships(): unknown; advance(t: number): void }, t: number) => {
  engine.advance(t);
  return engine.memberships();
};
async function restart(program: Program) {
  const restored = await restore(
    log,
    program,
    (rules, recordedFrom, takeIn) => createQuickEngine(rules, { recordedFrom, extra }, takeIn),
    LOADERS,
  );
  const rows = await log.read(restored?.after ?? 0);
  for (const row of rows) restored?.engine.add(row);
  return { engine: restored?.engine, read: rows.length };
}
async function whole(program: Program) {
  const engine = createEngine(program, { extra });
  for (const row of await log.read(0)) engine.add(row);
  return engine;
}
/** Writes a whole life in pieces, and folds after some of them. */
async function live(program: Program, seed: number, count = 900): Promise<number> {
  const events = life(seed, count);
  const next = random(seed + 1);
  while (events.length) {
    await log.append(events.splice(0, 1 + Math.floor(next() * 300)));
    if (next() < 0.6) await foldWith(program);
  }
  return START + 400 * DAY_MS;
}

test.each([1, 2, 3, 4, 5, 6])(
  'a restart is in the segments of a full replay: seed %i',
  async (seed) => {
    const program = compile();
    const end = await live(program, seed);
    await foldWith(program);
    await log.append(
      life(seed + 100, 20).map((e) => ({ ...e, id: ['d', e.id[1]], t: e.t + 200 * DAY_MS })),
    );
    const { engine, read } = await restart(program);
    expect(read).toBeLessThan(120);
    const full = await whole(program);
    const last = full.now;
    for (const t of [last, last + DAY_MS, last + 30 * DAY_MS, end]) {
      expect(memberships(engine!, t)).toEqual(memberships(full, t));
    }
  },
);

test('newer rules replay what is new in them, and stand as after a full replay', async () => {
  await live(compile(), 7);
  await foldWith(compile());
  const newer = compile(NEWER);
  const { engine, read } = await restart(newer);
  expect(read).toBeLessThan(100);
  const full = await whole(newer);
  expect(memberships(engine!, full.now)).toEqual(memberships(full, full.now));
  expect(await foldWith(newer)).toBeNull(); // Nothing new enough to be written down.
});

test('few events are not worth it', async () => {
  await log.append(life(1, 99));
  expect(await foldWith(compile())).toBeNull();
  await log.append(life(1, 100).slice(99));
  expect(await foldWith(compile())).toBe('1');
});

test('a torn slot leaves the older one; two leave the log; so does a text that is none of ours', async () => {
  const program = compile();
  await log.append(life(1, 200));
  await foldWith(program);
  await log.append(life(1, 400).slice(200));
  await foldWith(program);
  expect((await readFolded(log.db))?.seq).toBe(400);
  const [counter, sum, text] = (await log.db.transaction('values').store.get('folded-b')) as [
    number,
    string,
    string,
  ];
  expect(counter).toBe(2);
  await log.db
    .transaction('values', 'readwrite')
    .store.put([counter, sum, text.slice(0, -9)], 'folded-b');
  expect((await readFolded(log.db))?.seq).toBe(200);
  expect((await restart(program)).read).toBe(200);
  await log.db.transaction('values', 'readwrite').store.put({ strange: true }, 'folded-a');
  expect(await restart(program)).toEqual({ engine: undefined, read: 400 });
  // The next one is written over a slot and is whole again.
  await foldWith(program);
  expect((await restart(program)).read).toBe(0);
});

test('what was made for another beginning of recording is not gone on from', async () => {
  await log.append(life(1, 200));
  await foldWith(compile());
  await log.update('recorded', () => ({ all: START }));
  expect(await readFolded(log.db)).toBeUndefined();
});

test('nothing is written into a history that was deleted meanwhile', async () => {
  const program = compile({
    third: { name: 'Third', enter: { trend: { count: 'page_view', within: '7d' }, gt: 2 } },
  });
  expect(program.extra).toBe(true);
  await log.append(life(1, 200));
  const erasing = async <T>(name: string) => {
    await log.update('recorded', () => undefined);
    return PARTS[name] as T;
  };
  expect(await foldWith(program, { part: erasing })).toBeNull();
  expect(await log.db.transaction('values').store.get('folded-a')).toBeUndefined();
});
