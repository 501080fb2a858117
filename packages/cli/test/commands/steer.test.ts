import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { type Call, prepare, RULES } from '../support/fake-edge.ts';
import { expectSchema } from '../support/schema.ts';

const SITE = ['--site', 'daily-ink'];
const T = Date.parse('2026-03-01T12:00:00Z');

/** A worker that answers by `METHOD path`; anything else is no such thing. */
function prepareEdge(answers: { readonly [call: string]: object | null }) {
  const nameOf = ({ url, init }: Call): string =>
    `${init.method} ${url.slice('http://127.0.0.1:1/v1/sites/daily-ink'.length)}`;
  const { io, calls } = prepare((call) => {
    const answer = answers[nameOf(call)];
    if (answer === null) return new Response(null, { status: 204 });
    return answer ? Response.json(answer) : Response.json({ detail: 'none' }, { status: 404 });
  });
  return { io, calls, asked: () => calls.map(nameOf) };
}

const printed = (io: { readonly written: { readonly out: string } }): unknown =>
  JSON.parse(io.written.out);

describe('shadow', () => {
  const STARTS = { 'PUT /draft': { rev: 4 }, 'PUT /shadow': { seq: 9 } };

  test('saves the file as a first draft and ships it', async () => {
    const { io, calls, asked } = prepareEdge(STARTS);
    expect(await run(['shadow', ...SITE, '--start', 'rules.json'], io)).toBe(0);
    expect(io.written.out).toBe('daily-ink is at version 9: the draft is evaluated in silence.\n');
    expect(asked()).toEqual(['GET /draft', 'PUT /draft', 'PUT /shadow']);
    expect(calls[1]?.init).toMatchObject({ body: RULES, headers: { 'If-Match': '"0"' } });
    expect(calls[2]?.init).toMatchObject({ headers: { 'If-Match': '"4"' } });
  });

  test.each([
    { name: "somebody else's draft", source: '{}', flags: [], code: 7 },
    { name: "somebody else's draft, replaced", source: '{}', flags: ['--replace'], code: 0 },
    { name: 'the same draft', source: RULES, flags: [], code: 0 },
  ])('$name: exit $code', async ({ source, flags, code }) => {
    const draft = { rev: 3, author: 'ann', source };
    const { io, asked } = prepareEdge({ ...STARTS, 'GET /draft': draft });
    expect(await run(['shadow', ...SITE, '--start', 'rules.json', ...flags], io)).toBe(code);
    if (code) expect(io.written.err).toContain('a draft by ann');
    expect(asked()).toHaveLength(code ? 1 : 3);
  });

  test('a file of another site is a usage error', async () => {
    const { io, calls } = prepareEdge(STARTS);
    expect(await run(['shadow', '--site', 'other', '--start', 'rules.json'], io)).toBe(2);
    expect(calls).toEqual([]);
  });

  const COMPARED = {
    site: 'daily-ink',
    seq: 9,
    segments: [
      {
        segment: 'loyal',
        live: { def: 'a', size: 1200 },
        shadow: { def: 'b', size: 1500 },
        churn: { draws: 40, stay: 0.25, leave: 0.05, enter: 0.1, out: 0.6 },
        overlap: [],
      },
      { segment: 'new', live: null, shadow: { def: 'c', size: 7 }, churn: null, overlap: [] },
    ],
  };
  const ASKS = { 'GET /shadow?from=2026-02-22&to=2026-03-01': COMPARED };

  test('tells sizes now and then, and who would move', async () => {
    const { io } = prepareEdge(ASKS);
    expect(await run(['shadow', ...SITE], io)).toBe(0);
    expect(io.written.out.split('\n')).toEqual([
      'segment    now   then   stay  leave  enter',
      'loyal    1,200  1,500  25.0%   5.0%  10.0%',
      'new          –      7      –      –      –',
      '',
    ]);
    const json = prepareEdge(ASKS);
    await run(['shadow', ...SITE, '--json'], json.io);
    expectSchema('shadow', printed(json.io));
  });

  test('ends it', async () => {
    const { io } = prepareEdge({ 'DELETE /shadow?env=staging': { seq: 8 } });
    expect(await run(['shadow', ...SITE, '--env', 'staging', '--end'], io)).toBe(0);
    expect(io.written.out).toContain('no shadow any more; it is at version 8');
    const none = prepareEdge({});
    expect(await run(['shadow', ...SITE, '--end'], none.io)).toBe(3);
  });
});

describe('proposals', () => {
  const LIST = {
    proposals: [
      { n: 3, env: 'live', t: T, author: 'ann', percent: 10, note: '' },
      { n: 2, env: 'staging', t: T, author: 'ann', percent: 100, note: '' },
    ].map((one, i) => ({
      ...one,
      decided: i ? T : null,
      decider: i ? 'bob' : null,
      approved: i ? 1 : null,
    })),
  };

  test('lists what waits and what was decided', async () => {
    const { io } = prepareEdge({ 'GET /proposals': LIST });
    expect(await run(['proposals', ...SITE], io)).toBe(0);
    expect(io.written.out.split('\n').slice(1)).toEqual([
      '       3  live         10 %   2026-03-01T12:00:00Z  ann  waits',
      '       2  staging      100 %  2026-03-01T12:00:00Z  ann  approved by bob at 2026-03-01T12:00:00Z',
      '',
    ]);
    const json = prepareEdge({ 'GET /proposals': LIST });
    await run(['proposals', ...SITE, '--env', 'live', '--json'], json.io);
    expectSchema('proposals', printed(json.io));
    expect(printed(json.io)).toMatchObject({ proposals: [{ n: 3 }] });
  });

  test('says so when there are none', async () => {
    const { io } = prepareEdge({ 'GET /proposals': { proposals: [] } });
    expect(await run(['proposals', ...SITE], io)).toBe(0);
    expect(io.written.out).toBe('Nothing was proposed.\n');
  });

  test.each([
    { word: 'approve', call: 'POST /proposals/3/approve', answer: { seq: 10 }, seq: 10 },
    { word: 'reject', call: 'DELETE /proposals/3', answer: null, seq: null },
  ])('$word', async ({ word, call, answer, seq }) => {
    const { io, asked } = prepareEdge({ [call]: answer });
    expect(await run([word, '3', ...SITE, '--json'], io)).toBe(0);
    expect(asked()).toEqual([call]);
    expectSchema('approve', printed(io));
    expect(printed(io)).toEqual({ site: 'daily-ink', proposal: 3, seq });
    expect(await run([word, '4', ...SITE], io)).toBe(3);
    expect(await run([word, 'x', ...SITE], io)).toBe(2);
  });
});

describe('rollout', () => {
  test.each([
    { flags: [], call: 'GET /rollout', answer: { rollout: null }, says: 'rolls nothing out' },
    {
      flags: [],
      call: 'GET /rollout',
      answer: { rollout: { seq: 9, percent: 10 } },
      says: 'gives version 9 to 10 % of browsers',
    },
    {
      flags: ['--percent', '50'],
      call: 'PUT /rollout',
      answer: { seq: 11 },
      says: 'at version 11, new rules for 50 % of browsers',
    },
    {
      flags: ['--stop'],
      call: 'DELETE /rollout',
      answer: { seq: 12 },
      says: 'at version 12: nothing is rolled out any more',
    },
  ])('$flags: $says', async ({ flags, call, answer, says }) => {
    const { io, asked } = prepareEdge({ [call]: answer });
    expect(await run(['rollout', ...SITE, ...flags], io)).toBe(0);
    expect(asked()).toEqual([call]);
    expect(io.written.out).toContain(says);
    const json = prepareEdge({ [call]: answer });
    await run(['rollout', ...SITE, ...flags, '--json'], json.io);
    expectSchema('rollout', printed(json.io));
  });
});
