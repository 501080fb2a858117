import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { ENV, prepare, RULES } from '../support/fake-edge.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const problem = (status: number, more: object) => () =>
  Response.json({ type: 'urn:x', title: 'No', status, code: 'x', ...more }, { status });

describe('publish', () => {
  test('sends the file as written, with the token', async () => {
    const { io, calls } = prepare(() => Response.json({ seq: 7, segments: 1 }));
    expect(await run(['publish', 'rules.json'], io)).toBe(0);
    expect(io.written).toEqual({ out: 'daily-ink is at version 7: 1 segment.\n', err: '' });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      url: 'http://127.0.0.1:1/v1/sites/daily-ink/rules',
      init: {
        method: 'PUT',
        body: RULES,
        redirect: 'error',
        headers: { Authorization: 'Bearer ink_dev_secret' },
      },
    });
  });

  test('as JSON', async () => {
    const { io } = prepare(() => Response.json({ seq: 7, segments: 1 }));
    await run(['publish', 'rules.json', '--json'], io);
    const printed = JSON.parse(io.written.out);
    expectSchema('publish', printed);
    expect(printed).toEqual({ site: 'daily-ink', seq: 7, segments: 1, published: true });
  });

  test('--dry-run sends nothing, and needs no worker', async () => {
    const { io, calls } = prepare(() => Response.error(), {});
    expect(await run(['publish', 'rules.json', '--dry-run', '--json'], io)).toBe(0);
    expect(calls).toEqual([]);
    expectSchema('publish', JSON.parse(io.written.out));
  });

  test.each([
    { status: 401, code: 5 },
    { status: 403, code: 5 },
    { status: 409, code: 7 },
    { status: 412, code: 7 },
    { status: 422, code: 3 },
    { status: 404, code: 3 },
    { status: 429, code: 6 },
    { status: 503, code: 6 },
  ])('a $status exits with $code and keeps reason and path', async ({ status, code }) => {
    const { io } = prepare(problem(status, { detail: 'because', path: 'segments.a' }));
    expect(await run(['publish', 'rules.json', '--json'], io)).toBe(code);
    const failure = JSON.parse(io.written.err);
    expectSchema('error', failure);
    expect(failure.error).toMatchObject({
      message: `because (HTTP ${status})`,
      path: 'segments.a',
    });
  });

  test('no answer exits with 6, and the token is in no message', async () => {
    const { io } = prepare(() => {
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    });
    expect(await run(['publish', 'rules.json'], io)).toBe(6);
    expect(io.written.err).toContain('no answer from http://127.0.0.1:1: connect ECONNREFUSED');
    expect(io.written.err).not.toContain('secret');
  });

  test.each([
    {
      name: 'no token',
      env: { INKLING_EDGE: 'http://127.0.0.1:1' },
      code: 5,
      says: /INKLING_TOKEN/,
    },
    { name: 'no worker', env: { INKLING_TOKEN: 'x' }, code: 2, says: /--edge/ },
    {
      name: 'a worker that is no address',
      env: { ...ENV, INKLING_EDGE: 'ftp://x' },
      code: 2,
      says: /ftp/,
    },
  ])('$name: exit $code', async ({ env, code, says }) => {
    const { io, calls } = prepare(() => Response.error(), env);
    expect(await run(['publish', 'rules.json'], io)).toBe(code);
    expect(io.written.err).toMatch(says);
    expect(calls).toEqual([]);
  });

  test('a broken file is refused before anything is sent', async () => {
    const { io, calls } = prepare(() => Response.error());
    const broken = fakeIo({ 'rules.json': '{}' }, { env: ENV, fetch: io.fetch });
    expect(await run(['publish', 'rules.json'], broken)).toBe(3);
    expect(calls).toEqual([]);
  });
});

describe('stats', () => {
  const ROWS = {
    site: 'daily-ink',
    k: 1,
    rows: [
      { day: '2026-03-01', subject: '*', def: '', metric: 'new_visitors', value: 12 },
      { day: '2026-03-01', subject: 'loyal', def: 'x', metric: 'dwell', bucket: '1d', value: 3 },
    ],
  };

  test('the last eight days unless others are named', async () => {
    const { io, calls } = prepare(() => Response.json(ROWS));
    expect(await run(['stats', '--site', 'daily-ink'], io)).toBe(0);
    expect(calls[0]?.url).toBe(
      'http://127.0.0.1:1/v1/sites/daily-ink/metrics?from=2026-02-22&to=2026-03-01',
    );
    expect(io.written.out).toBe(
      [
        'day         subject    metric        cell  value',
        '2026-03-01  everybody  new visitors           12',
        '2026-03-01  loyal      dwell         1d        3',
        '',
      ].join('\n'),
    );
  });

  test('as JSON', async () => {
    const { io } = prepare(() => Response.json(ROWS));
    await run(['stats', '--site', 'daily-ink', '--json'], io);
    expectSchema('stats', JSON.parse(io.written.out));
  });

  test('a day that is none is a usage error', async () => {
    const { io } = prepare(() => Response.json(ROWS));
    expect(await run(['stats', '--site', 'x', '--from', '2026-02-30'], io)).toBe(2);
    expect(io.written.err).toMatch(/Expected a day/);
  });
});

describe('rollback', () => {
  const VERSIONS = {
    versions: [{ seq: 9, issued: 1_772_366_400_000, author: 'ann', note: '' }, { seq: 8 }],
  };

  /** Answers the list of versions, then each call with the newest version. */
  function prepareSite(versions: object = VERSIONS) {
    const answers = [() => Response.json(versions)];
    return prepare(() => (answers.shift() ?? (() => Response.json({ seq: 10 })))());
  }

  test('back to the version before, unless another is named', async () => {
    const { io, calls } = prepareSite();
    expect(await run(['rollback', '--site', 'daily-ink'], io)).toBe(0);
    expect(io.written.out).toBe('daily-ink is at version 10, with the rules of version 8.\n');
    expect(calls[1]).toMatchObject({
      url: 'http://127.0.0.1:1/v1/sites/daily-ink/rollback',
      init: { method: 'POST', body: '{"to":8}' },
    });
  });

  test('to a named version of an environment, as JSON', async () => {
    const { io, calls } = prepare(() => Response.json({ seq: 10 }));
    const flags = ['--site', 'daily-ink', '--to', '3', '--env', 'staging', '--json'];
    expect(await run(['rollback', ...flags], io)).toBe(0);
    expect(calls.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:1/v1/sites/daily-ink/rollback?env=staging',
    ]);
    const printed = JSON.parse(io.written.out);
    expectSchema('rollback', printed);
    expect(printed).toEqual({ site: 'daily-ink', seq: 10, to: 3 });
  });

  test('nowhere to go back to', async () => {
    const { io } = prepareSite({ versions: [{ seq: 1 }] });
    expect(await run(['rollback', '--site', 'daily-ink'], io)).toBe(3);
    expect(io.written.err).toMatch(/no earlier version/);
  });

  test('versions lists them, the newest first', async () => {
    const { io } = prepareSite();
    expect(await run(['versions', '--site', 'daily-ink'], io)).toBe(0);
    expect(io.written.out).toMatch(
      /version .*\n {6}9 {2}2026-03-01T12:00:00\.000Z {2}ann\n {6}8\n$/,
    );
    const json = prepareSite();
    await run(['versions', '--site', 'daily-ink', '--json'], json.io);
    expectSchema('versions', JSON.parse(json.io.written.out));
  });
});

describe('publish to a share', () => {
  test('says so, and names it to the worker', async () => {
    const { io, calls } = prepare(() => Response.json({ seq: 7, segments: 1 }));
    expect(await run(['publish', 'rules.json', '--percent', '10', '--env', 'staging'], io)).toBe(0);
    expect(calls[0]?.url).toBe(
      'http://127.0.0.1:1/v1/sites/daily-ink/rules?env=staging&percent=10',
    );
    expect(io.written.out).toContain('version 7 for 10 % of browsers');
  });

  test.each(['0', '100', '1.5', 'x'])('%s is a usage error', async (percent) => {
    const { io, calls } = prepare(() => Response.error());
    expect(await run(['publish', 'rules.json', '--percent', percent], io)).toBe(2);
    expect(calls).toEqual([]);
  });

  test('waits where a second person must approve', async () => {
    const { io } = prepare(() => Response.json({ proposal: 3 }, { status: 202 }));
    expect(await run(['publish', 'rules.json'], io)).toBe(0);
    expect(io.written.out).toBe('daily-ink: a second person must approve proposal 3.\n');
    const json = prepare(() => Response.json({ proposal: 3 }, { status: 202 }));
    await run(['publish', 'rules.json', '--json'], json.io);
    const printed = JSON.parse(json.io.written.out);
    expectSchema('publish', printed);
    expect(printed).toMatchObject({ published: false, proposal: 3 });
  });
});

describe('tail', () => {
  const entry = (n: number) => ({ n, t: 1_772_366_400_000 + n, actor: 'ann', action: `a${n}` });
  const pages: { readonly [query: string]: object } = {
    '': { entries: [1, 2].map(entry), next: 'x' },
    '?cursor=x': { entries: [3].map(entry), next: null },
  };
  const alert = { kind: 'size', segment: 'loyal', before: 200, after: 20 };

  function prepareTail() {
    const asked: string[] = [];
    const fetch = (async (url: unknown) => {
      const { pathname, search } = new URL(String(url));
      asked.push(pathname + search);
      return Response.json(pathname.endsWith('/alerts') ? { alerts: [alert] } : pages[search]);
    }) as typeof globalThis.fetch;
    return { io: fakeIo({}, { env: ENV, fetch }), asked };
  }

  test('shows what is there, page by page, and the alerts', async () => {
    const { io, asked } = prepareTail();
    expect(await run(['tail', '--site', 'daily-ink', '--once', '--json'], io)).toBe(0);
    const lines = io.written.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([entry(1), entry(2), entry(3), { alert }]);
    expect(asked).toEqual([
      '/v1/sites/daily-ink/audit',
      '/v1/sites/daily-ink/audit?cursor=x',
      '/v1/sites/daily-ink/alerts',
    ]);
  });

  test('in words', async () => {
    const { io } = prepareTail();
    expect(await run(['tail', '--site', 'daily-ink', '--once'], io)).toBe(0);
    expect(io.written.out).toContain('2026-03-01T12:00:00.001Z  ann  a1');
    expect(io.written.out).toContain('ALERT  {"kind":"size"');
  });
});
