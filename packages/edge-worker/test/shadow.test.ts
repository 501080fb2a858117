import type { Bundle } from '@inkling/engine';
import type { Envelope, SideBundle } from '@inkling/engine/trust';
import { describe, expect, test } from 'vitest';
import type { ShadowSegment } from '../src/metrics/compare-shadow.ts';
import { makeProgram, makeReport, makeSite, openApp, send, TODAY } from './helpers.ts';

const { ask } = openApp();

/** A draft whose `loyal` has another definition, and that has a segment more. */
const draftOf = (site: string) => {
  const program = makeProgram(site, ['loyal', 'lapsed', 'new']);
  const [loyal, ...rest] = program.segments;
  return { ...program, segments: [{ ...loyal!, def: 'def-loyal-2' }, ...rest] };
};

async function openShadow() {
  const own = await makeSite(ask, {});
  const as = (method: string, path: string, body?: unknown, rev = 1) =>
    ask(`/v1/sites/${own.site}${path}`, {
      ...{ method, token: own.token, headers: { 'If-Match': `"${rev}"` } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  await as('PUT', '/draft', draftOf(own.site), 0);
  const started = await as('PUT', '/shadow');
  const report = async (row: object) =>
    (
      await send(
        ask,
        own.site,
        makeReport(own.site, { rows: [{ day: TODAY, metric: 'pair', delta: 1, ...row }] }),
      )
    ).status;
  const read = async () => {
    const response = await as('GET', `/shadow?from=${TODAY}&to=${TODAY}`);
    const body = (await response.json()) as { seq: number; segments: ShadowSegment[] };
    return { status: response.status, ...body };
  };
  const bundle = async () =>
    (await (await ask(`/v1/sites/${own.site}/rules.json`)).json()) as Bundle;
  return { ...own, as, started, report, read, bundle };
}

describe('a shadow', () => {
  test('is signed, and named by the bundle that everybody evaluates', async () => {
    const { site, started, bundle } = await openShadow();
    expect(started.status).toBe(200);
    const { shadow, program } = await bundle();
    expect(program.segments.map(({ def }) => def)).toEqual(['def-loyal', 'def-lapsed']);
    const blob = await ask(`/v1/sites/${site}/blobs/${shadow!.hash}.json`);
    const side = JSON.parse(((await blob.json()) as Envelope).payload) as SideBundle;
    expect(side).toMatchObject({ kind: 'shadow', seq: shadow!.seq });
    expect(side.program.segments[0]?.def).toBe('def-loyal-2');
  });

  test('tells sizes, who would enter and leave, and the overlap', async () => {
    const { report, read } = await openShadow();
    const draw = async (row: object, times: number) => {
      for (let i = 0; i < times; i++) expect(await report(row)).toBe(202);
    };
    const churn = { subject: 'loyal&loyal', def: 'def-loyal&def-loyal-2' };
    await draw({ ...churn, bucket: 'both' }, 4);
    await draw({ ...churn, bucket: 'first' }, 1);
    await draw({ ...churn, bucket: 'second' }, 3);
    await draw({ ...churn, bucket: 'none' }, 2);
    const other = { subject: 'lapsed&loyal', def: 'def-lapsed&def-loyal-2' };
    await draw({ ...other, bucket: 'first' }, 3);
    await draw({ ...other, bucket: 'second' }, 1);
    const stock = { metric: 'stock', subject: 'loyal', bucket: '30' };
    await draw({ ...stock, def: 'def-loyal' }, 5);
    await draw({ ...stock, def: 'def-loyal-2' }, 7);
    const { segments } = await read();
    expect(segments.map(({ segment }) => segment)).toEqual(['lapsed', 'loyal', 'new']);
    expect(segments[1]).toEqual({
      segment: 'loyal',
      live: { def: 'def-loyal', size: 5 },
      shadow: { def: 'def-loyal-2', size: 7 },
      churn: { draws: 10, stay: 0.4, leave: 0.1, enter: 0.3, out: 0.2 },
      overlap: [
        { segment: 'lapsed', draws: 4, both: 0, shadowOnly: 0.25, liveOnly: 0.75, none: 0 },
      ],
    });
    expect(segments[0]).toMatchObject({ churn: null });
    expect(segments[2]).toMatchObject({ live: null, shadow: { size: 0 }, churn: null });
  });

  test.each([
    { name: 'one definition twice', row: { def: 'def-loyal&def-loyal' }, status: 400 },
    { name: 'a definition that nobody shipped', row: { def: 'def-loyal&x' }, status: 422 },
  ])('takes no pair of $name', async ({ row, status }) => {
    const { report } = await openShadow();
    expect(await report({ subject: 'loyal&loyal', bucket: 'both', ...row })).toBe(status);
  });

  test('ends by word, or by other rules, and a roll-out beside it goes on', async () => {
    const { as, site, bundle, read } = await openShadow();
    const put = (path: string) => as('PUT', path, makeProgram(site, ['other']));
    await put('/rules?percent=10');
    expect(await bundle()).toMatchObject({ next: { percent: 10 }, shadow: expect.anything() });
    expect((await as('DELETE', '/shadow')).status).toBe(200);
    expect(await bundle()).toMatchObject({ next: { percent: 10 } });
    expect(await bundle()).not.toHaveProperty('shadow');
    expect((await read()).status).toBe(404);
    expect((await as('DELETE', '/shadow')).status).toBe(404);
    await as('PUT', '/shadow');
    await as('PUT', '/rollout', { percent: 100 });
    expect(await bundle()).not.toHaveProperty('shadow');
  });

  test('is of the revision that was meant, beside something that is out', async () => {
    const { as } = await openShadow();
    expect((await as('PUT', '/shadow', undefined, 9)).status).toBe(409);
    const bare = await makeSite(ask, { program: null });
    const path = `/v1/sites/${bare.site}`;
    const put = (rest: string, rev: number, body: string | null) =>
      ask(path + rest, {
        ...{ method: 'PUT', token: bare.token, body },
        headers: { 'If-Match': `"${rev}"` },
      });
    expect((await put('/shadow', 1, null)).status).toBe(404);
    await put('/draft', 0, JSON.stringify(draftOf(bare.site)));
    expect((await put('/shadow', 1, null)).status).toBe(409);
  });
});
