import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { SiteInfo } from '../src/objects/site-object.ts';
import type { TallyObject } from '../src/objects/tally-object.ts';
import { migrate } from '../src/storage/migrate.ts';
import { BusyError, createGroupCommit } from '../src/tally/group-commit.ts';
import { makeIdFilter, openIdFilter } from '../src/tally/id-filter.ts';
import { hasSorted } from '../src/tally/id-runs.ts';
import { PLAN, planShards } from '../src/tally/plan-shards.ts';
import { endOfLife, nextRollUp } from '../src/tally/tally-life.ts';
import { shardOf, type TallyKey, tallyName } from '../src/tally/tally-name.ts';
import { TALLY_SCHEMA } from '../src/tally/tally-schema.ts';
import { COMPACT_IDS, openTallyStore } from '../src/tally/tally-store.ts';
import { makeReport, makeSite, openApp, readMetrics, send, TODAY, testEnv } from './helpers.ts';

const { ask } = openApp();
const DAY = 86_400_000;
const idOf = (i: number): string => `id${i}`.padEnd(22, '_');
const cells = (n: number) => [[`${TODAY}|loyal|def-loyal|in||`, n]] as const;

async function openDay(site: string, day = TODAY) {
  const { tenant } = (await testEnv.SITE.getByName(site).info()) as SiteInfo;
  const key: TallyKey = { site, tenant, day, shard: 0 };
  return { key, stub: testEnv.TALLY.getByName(tallyName(key)) };
}

const tables = (state: DurableObjectState): string[] =>
  state.storage.sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    .toArray()
    .map(({ name }) => name);

describe('ids that were put away', () => {
  test('stay known, on disk and after a restart, and the counts stay', async () => {
    const { site } = await makeSite(ask);
    const { key, stub } = await openDay(site);
    const total = COMPACT_IDS + 50;
    await runInDurableObject(stub, async (object: TallyObject, state) => {
      for (let i = 0; i < total; i += 1_000) {
        const ids = Array.from({ length: Math.min(1_000, total - i) }, (_, j) => idOf(i + j));
        await Promise.all(ids.map((id) => object.take(key, { id, cells: cells(1) })));
      }
      const { sql } = state.storage;
      const count = (query: string) => sql.exec<{ n: number }>(query).one().n;
      expect(count('SELECT sum(size) AS n FROM runs')).toBeGreaterThanOrEqual(COMPACT_IDS);
      expect(count('SELECT count(*) AS n FROM batches')).toBeLessThanOrEqual(2);
    });
    await evictDurableObject(stub);
    for (const i of [0, 1, 8_191, 8_192, COMPACT_IDS - 1, COMPACT_IDS, total - 1]) {
      expect(await stub.take(key, { id: idOf(i), cells: cells(1) })).toBe('known');
    }
    expect(await stub.take(key, { id: idOf(total), cells: cells(1) })).toBe('counted');
    expect(await stub.content()).toEqual({
      reports: total + 1,
      cells: [[cells(1)[0][0], total + 1]],
    });
  });

  test('are all kept or none, when putting them away fails half-way', async () => {
    const { site } = await makeSite(ask);
    const { stub } = await openDay(site);
    await runInDurableObject(stub, (_: TallyObject, state) => {
      migrate(state.storage, TALLY_SCHEMA);
      const store = openTallyStore(state.storage);
      const items = Array.from({ length: COMPACT_IDS }, (_, i) => ({
        id: idOf(i),
        cells: cells(1),
      }));
      store.take(items);
      state.storage.sql.exec(
        "CREATE TRIGGER full BEFORE INSERT ON totals BEGIN SELECT RAISE(ABORT, 'full'); END",
      );
      expect(() => store.compact()).toThrow('full');
      expect(store.take([items[7]!])).toEqual([false]);
      const again = openTallyStore(state.storage);
      expect([again.reports(), again.cells().get(cells(1)[0][0])]).toEqual([
        COMPACT_IDS,
        COMPACT_IDS,
      ]);
      state.storage.sql.exec('DROP TRIGGER full');
      store.compact();
      expect(store.take([items[7]!])).toEqual([false]);
      expect(openTallyStore(state.storage).reports()).toBe(COMPACT_IDS);
    });
  });

  test('are found in a chunk by halving', () => {
    const ids = Array.from({ length: 101 }, (_, i) => idOf(1_000 + i)).sort();
    const chunk = ids.join('');
    expect(ids.every((id) => hasSorted(chunk, id))).toBe(true);
    for (const i of [0, 999, 1_101, 10_000]) expect(hasSorted(chunk, idOf(i))).toBe(false);
    expect(hasSorted('', idOf(1))).toBe(false);
  });

  test('pass the filter always, and others seldom', () => {
    const all = Array.from({ length: 20_000 }, (_, i) => crypto.randomUUID().slice(0, 22) + i);
    const filter = openIdFilter(makeIdFilter(all.slice(0, 10_000)).bytes);
    expect(all.slice(0, 10_000).every((id) => filter.mayHave(id))).toBe(true);
    const wrong = all.slice(10_000).filter((id) => filter.mayHave(id)).length;
    expect(wrong).toBeLessThan(100);
    expect(filter.bytes.length).toBe(15_000);
  });
});

describe('roll-up', () => {
  test('by alarm, once or twice, gives the same cube, and metrics count nothing twice', async () => {
    const own = await makeSite(ask);
    for (let i = 0; i < 3; i++) await send(ask, own.site, makeReport(own.site));
    const { stub } = await openDay(own.site);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal in`]: 3 });
    await send(ask, own.site, makeReport(own.site));
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal in`]: 4 });
    await runDurableObjectAlarm(stub);
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal in`]: 4 });
  });

  test('of a day long over leaves the counts in the cube and nothing in the tally', async () => {
    const own = await makeSite(ask);
    const day = '2026-01-05';
    const { key, stub } = await openDay(own.site, day);
    await testEnv.SITE.getByName(own.site).shards(key.tenant, day);
    await stub.take(key, { id: idOf(1), cells: [[`${day}|loyal|def-loyal|in||`, 7]] });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    await runInDurableObject(stub, (_: TallyObject, state) => {
      expect(tables(state)).toEqual([]);
    });
    expect(await runDurableObjectAlarm(stub)).toBe(false);
    expect(await readMetrics(ask, own, [day, day])).toEqual({ [`${day} loyal in`]: 7 });
  });

  test('that fails is tried again, and loses nothing', async () => {
    const own = await makeSite(ask);
    await send(ask, own.site, makeReport(own.site));
    const { stub } = await openDay(own.site);
    const site = testEnv.SITE.getByName(own.site);
    await runInDurableObject(site, (_, state) => {
      state.storage.sql.exec(
        "CREATE TRIGGER full BEFORE INSERT ON cube BEGIN SELECT RAISE(ABORT, 'full'); END",
      );
    });
    for (let i = 0; i < 8; i++) expect(await runDurableObjectAlarm(stub)).toBe(true);
    await runInDurableObject(site, (_, state) => {
      state.storage.sql.exec('DROP TRIGGER full');
    });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    const { parts } = await site.cube(TODAY, TODAY);
    expect(parts.map(({ reports }) => reports)).toEqual([1]);
  });

  test('asking an object that never counted leaves nothing behind', async () => {
    const { site } = await makeSite(ask);
    const { stub } = await openDay(site, '2026-11-20');
    expect(await stub.content()).toEqual({ reports: 0, cells: [] });
    await runInDurableObject(stub, (_: TallyObject, state) => {
      expect(tables(state)).toEqual([]);
    });
  });
});

describe('a deleted site', () => {
  test('takes no report any more, by whatever way it comes, and leaves no count', async () => {
    const own = await makeSite(ask);
    const late = openApp(); // Another isolate, which still remembers the site.
    expect((await send(late.ask, own.site, makeReport(own.site))).status).toBe(202);
    const { key, stub } = await openDay(own.site);
    const gone = await ask(`/v1/sites/${own.site}`, { method: 'DELETE', token: own.token });
    expect(gone.status).toBe(204);
    const sent = await send(late.ask, own.site, makeReport(own.site));
    expect([sent.status, ((await sent.json()) as { code: string }).code]).toEqual([410, 'gone']);
    expect((await send(ask, own.site, makeReport(own.site))).status).toBe(410);
    expect((await ask(`/v1/sites/${own.site}/rules.json`)).status).toBe(410);
    expect(await stub.content()).toEqual({ reports: 0, cells: [] });
    await evictDurableObject(stub);
    expect(await stub.take(key, { id: idOf(1), cells: cells(1) })).toBe('gone');
    const read = await ask(`/v1/sites/${own.site}/audit`, { token: own.token });
    expect(read.status).toBe(401);
  });

  test('can be made anew and shares nothing with the old one', async () => {
    const own = await makeSite(ask);
    await send(ask, own.site, makeReport(own.site));
    const { key } = await openDay(own.site);
    await ask(`/v1/sites/${own.site}`, { method: 'DELETE', token: own.token });
    const stub = testEnv.SITE.getByName(own.site);
    const setup = {
      env: 'live',
      expect: 0,
      noise: null,
      reports: { mode: 'exact' },
      root: null,
      origins: [],
    };
    await stub.call('life', 'create', [own.site, setup]);
    expect(((await stub.info()) as SiteInfo).tenant).not.toBe(key.tenant);
    expect(
      await stub.rollUp(key, { reports: 9, cells: [...cells(9)].map(([k, v]) => [k, v]) }),
    ).toBe('gone');
    expect((await stub.cube('2000-01-01', '2100-01-01')).parts).toEqual([]);
  });
});

describe('planShards', () => {
  test.each([
    { reports: 0, shards: 1 },
    { reports: 1_000_000, shards: 1 },
    { reports: 1_296_000, shards: 2 },
    { reports: 1_296_001, shards: 2 },
    { reports: 100_000_000, shards: 100 },
    { reports: 1e12, shards: PLAN.most },
  ])('spreads $reports reports a day over $shards', ({ reports, shards }) => {
    expect(planShards(reports)).toBe(shards);
  });

  test('ids fall evenly on shards', () => {
    const counts = new Array<number>(16).fill(0);
    for (let i = 0; i < 16_000; i++) counts[shardOf(crypto.randomUUID().slice(0, 22), 16)]!++;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });
});

describe('nextRollUp', () => {
  const day = '2026-11-23';
  const start = Date.parse(day);
  test.each([
    { name: 'the day itself', now: start + 1, from: start + DAY, to: start + DAY * 1.2 },
    { name: 'the last day', now: start + 9.5 * DAY, from: start + 10 * DAY, to: start + 10 * DAY },
    { name: 'long after', now: start + 50.5 * DAY, from: start + 51 * DAY, to: start + 51 * DAY },
  ])('comes after the next midnight: $name', ({ now, from, to }) => {
    for (const random of [0, 0.5, 0.999]) {
      const next = nextRollUp(day, now, random);
      expect(next).toBeGreaterThanOrEqual(from);
      expect(next).toBeLessThanOrEqual(to);
    }
  });
  test('lets a tally live to its day + 10', () => {
    expect(endOfLife(day)).toBe(start + 10 * DAY);
  });
});

describe('createGroupCommit', () => {
  function open(most = 100) {
    const batches: number[][] = [];
    const open: (() => void)[] = [];
    const submit = createGroupCommit<number, number>({
      write: (batch) => {
        if (batch.includes(13)) throw new Error('13');
        batches.push([...batch]);
        return batch.map((n) => n * 2);
      },
      settle: () => new Promise((resolve) => open.push(resolve)),
      most,
      pause: () => Promise.resolve(),
    });
    const settle = async () => {
      for (let i = 0; i < 9; i++) await Promise.resolve();
      for (const one of open.splice(0)) one();
      for (let i = 0; i < 9; i++) await Promise.resolve();
    };
    return { submit, batches, settle };
  }

  test('writes together what comes together, and while a write is under way', async () => {
    const { submit, batches, settle } = open();
    const first = [1, 2].map(submit);
    await settle();
    expect(await Promise.all(first)).toEqual([2, 4]);
    const second = submit(3);
    for (let i = 0; i < 9; i++) await Promise.resolve();
    const third = [4, 5, 6].map(submit);
    await settle();
    await settle();
    expect(await Promise.all([second, ...third])).toEqual([6, 8, 10, 12]);
    expect(batches).toEqual([[1, 2], [3], [4, 5, 6]]);
  });

  test('tells nobody before it is durable', async () => {
    const { submit, settle } = open();
    let told = false;
    const done = submit(1).then(() => {
      told = true;
    });
    for (let i = 0; i < 20; i++) await Promise.resolve();
    expect(told).toBe(false);
    await settle();
    await done;
  });

  test('a batch that fails fails for all of it, and the next goes on', async () => {
    const { submit, settle } = open();
    const both = [1, 13].map((n) => submit(n).catch((error: Error) => error.message));
    await settle();
    expect(await Promise.all(both)).toEqual(['13', '13']);
    const next = submit(2);
    await settle();
    expect(await next).toBe(4);
  });

  test.each([
    { most: 2, items: 2, busy: 0 },
    { most: 2, items: 3, busy: 1 },
  ])('with room for $most, refuses $busy of $items', async ({ most, items, busy }) => {
    const { submit, settle } = open(most);
    const all = Array.from({ length: items }, (_, i) => submit(i).catch((error) => error));
    await settle();
    const refused = (await Promise.all(all)).filter((one) => one instanceof BusyError);
    expect(refused).toHaveLength(busy);
  });
});

describe('migrate', () => {
  const open = async (run: (state: DurableObjectState) => void) => {
    const stub = testEnv.TALLY.getByName(crypto.randomUUID());
    await runInDurableObject(stub, (_: TallyObject, state) => run(state));
  };

  test('takes each step once, and a failing one leaves the version before it', async () => {
    await open((state) => {
      const one = (sql: SqlStorage) => void sql.exec('CREATE TABLE a (n INTEGER)');
      const bad = (sql: SqlStorage) => {
        sql.exec('CREATE TABLE b (n INTEGER)');
        throw new Error('half-way');
      };
      expect(() => migrate(state.storage, [one, bad])).toThrow('half-way');
      expect(tables(state).sort()).toEqual(['a', 'schema']);
      migrate(state.storage, [one, (sql) => void sql.exec('CREATE TABLE b (n INTEGER)')]);
      migrate(state.storage, [one, one]);
      expect(tables(state).sort()).toEqual(['a', 'b', 'schema']);
      expect(() => migrate(state.storage, [one])).toThrow('newer worker');
    });
  });

  test.each(TALLY_SCHEMA.map((_, i) => i))('goes on from released version %i', async (version) => {
    await open((state) => {
      migrate(state.storage, TALLY_SCHEMA.slice(0, version));
      migrate(state.storage, TALLY_SCHEMA);
      const store = openTallyStore(state.storage);
      expect(store.take([{ id: idOf(1), cells: cells(1) }])).toEqual([true]);
    });
  });
});
