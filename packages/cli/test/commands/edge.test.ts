import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const RULES = JSON.stringify(
  { format: 1, site: 'daily-ink', segments: { buyers: { enter: { count: 'purchase', gte: 1 } } } },
  null,
  2,
);
const ENV = { INKLING_TOKEN: 'ink_dev_secret', INKLING_EDGE: 'http://127.0.0.1:1/' };

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** An `Io` whose worker gives this answer. */
function prepare(answer: () => Response, env: { [name: string]: string } = ENV) {
  const calls: Call[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    calls.push({ url: String(url), init });
    return answer();
  };
  return {
    calls,
    io: fakeIo({ 'rules.json': RULES }, { env, fetch: fetch as typeof globalThis.fetch }),
  };
}

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
