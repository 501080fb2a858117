import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { SiteObject } from '../src/objects/site-object.ts';
import { SITE_SCHEMA } from '../src/site/site-schema.ts';
import { migrate } from '../src/storage/migrate.ts';
import siteV1 from './fixtures/site-v1.json' with { type: 'json' };
import { makeProgram, makeReport, openApp, send, testEnv } from './helpers.ts';

/** A site's tables as an earlier worker left them. */
interface Stored {
  readonly site: string;
  readonly token: string;
  readonly tables: readonly {
    readonly name: string;
    readonly create: string;
    readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  }[];
}

const V1 = siteV1 as unknown as Stored;
/** What the worker stored before its first release: no days as published, no list of origins. */
const EARLY: Stored = {
  ...V1,
  tables: V1.tables
    .filter(({ name }) => name !== 'releases')
    .map((table) => {
      if (table.name !== 'site') return table;
      const { origins: _, ...setup } = JSON.parse(String(table.rows[0]?.setup)) as { origins: [] };
      // Another tenant than the other fixture's, whose tallies that test deletes.
      const tenant = 'f'.repeat(32);
      return { ...table, rows: [{ one: 1, setup: JSON.stringify({ ...setup, tenant }) }] };
    }),
};

/** Puts those tables in place of an object's own, and lets it start from them. */
async function restore({ tables }: Stored, name: string): Promise<void> {
  const stub = testEnv.SITE.getByName(name);
  await runInDurableObject(stub, (_: SiteObject, { storage }) => {
    const present = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_*'",
      )
      .toArray();
    for (const { name: table } of present) {
      if (!table.startsWith('sqlite_')) storage.sql.exec(`DROP TABLE "${table}"`);
    }
    for (const { name: table, create, rows } of tables) {
      storage.sql.exec(create);
      for (const row of rows) {
        const marks = Object.keys(row).map(() => '?');
        const insert = `INSERT INTO "${table}" (${Object.keys(row).join()}) VALUES (${marks})`;
        storage.sql.exec(insert, ...Object.values(row));
      }
    }
    migrate(storage, SITE_SCHEMA);
  });
}

describe.each([
  { name: 'schema 1', stored: V1 },
  { name: 'the state from before the first release', stored: EARLY },
])('a site stored by $name', ({ stored }) => {
  test('opens, and goes on', async () => {
    const { ask } = openApp();
    const { site, token } = stored;
    await restore(stored, site);
    const get = async (path: string) => {
      const response = await ask(`/v1/sites/${site}${path}`, { token });
      expect(response.status, path).toBe(200);
      return (await response.json()) as Record<string, unknown>;
    };
    expect(await get('/rules.json')).toMatchObject({ seq: 2 });
    for (const path of ['/bundle.json', '/keys.json', '/kill.json', '/population.json']) {
      await get(path);
    }
    expect(await get('/versions')).toMatchObject({
      versions: [{ seq: 2, review: null, next: null }, { seq: 1 }],
    });
    expect(await get('/audit')).toMatchObject({ broken: null });
    expect(await get('/draft')).toMatchObject({ rev: 1 });
    expect(await get('/settings')).toMatchObject({ origins: [], approval: false });
    await get('/rollout');
    const metrics = await get('/metrics?from=2026-11-23&to=2026-11-23');
    expect(metrics.rows).toContainEqual(expect.objectContaining({ metric: 'in', value: 3 }));
    expect((await send(ask, site, makeReport(site))).status).toBe(202);
    const put = await ask(`/v1/sites/${site}/rules?percent=10`, {
      method: 'PUT',
      token,
      body: JSON.stringify(makeProgram(site, ['new'])),
    });
    expect(await put.json()).toMatchObject({ seq: 4, next: { seq: 3 } });
    const gone = await ask(`/v1/sites/${site}`, { method: 'DELETE', token });
    expect(gone.status).toBe(204);
  });
});

test('a step that fails half-way leaves the version before it, and is taken up again', async () => {
  const name = `half-${crypto.randomUUID()}`;
  await runInDurableObject(testEnv.SITE.getByName(name), (_: SiteObject, { storage }) => {
    const version = () => storage.sql.exec<{ version: number }>('SELECT version FROM schema').one();
    const before = version().version;
    let broken = true;
    const step = (sql: SqlStorage) => {
      sql.exec('CREATE TABLE half (one INTEGER)');
      if (broken) throw new Error('half-way');
    };
    const steps = [...SITE_SCHEMA, step];
    expect(() => migrate(storage, steps)).toThrow('half-way');
    expect(version().version).toBe(before);
    broken = false;
    migrate(storage, steps);
    expect(version().version).toBe(before + 1);
    expect(() => migrate(storage, SITE_SCHEMA)).toThrow(/newer worker/);
  });
});
