import { describe, expect, test } from 'vitest';
import {
  BOOTSTRAP,
  makeProgram,
  makeReport,
  makeRow,
  makeSite,
  openApp,
  readMetrics,
  send,
  TODAY,
} from './helpers.ts';

const { ask } = openApp();

/** A site with two versions, a draft and counts of two days. */
async function makeFull() {
  const own = await makeSite(ask);
  const at = `/v1/sites/${own.site}`;
  const body = JSON.stringify(makeProgram(own.site, ['loyal', 'fans']));
  await ask(`${at}/rules`, { method: 'PUT', token: own.token, body });
  await ask(`${at}/draft`, {
    method: 'PUT',
    token: own.token,
    headers: { 'If-Match': '"0"' },
    body,
  });
  const day = '2026-11-20';
  await send(ask, own.site, makeReport(own.site));
  await send(ask, own.site, {
    ...makeReport(own.site),
    id: `${day}.${'e'.repeat(22)}`,
    rows: [makeRow({ day })],
  });
  const whole = await ask(`${at}/export`, { token: own.token });
  const text = new TextDecoder().decode(await whole.arrayBuffer());
  return { ...own, at, text };
}

/** The same id on an edge that knows nothing of it: the old site goes first. */
async function remake({ site, at, token }: { site: string; at: string; token: string }) {
  await ask(at, { method: 'DELETE', token });
  const made = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site, env: 'development' }),
  });
  return (await made.json()) as { token: string };
}

const load = (at: string, body: string) =>
  ask(`${at}/import`, { method: 'POST', token: BOOTSTRAP, body });

describe('an export', () => {
  test('holds everything but secrets, a thing a line', async () => {
    const { text, token } = await makeFull();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string });
    const kinds = lines.map(({ kind }) => kind);
    expect(kinds[0]).toBe('site');
    expect(kinds.at(-1)).toBe('end');
    for (const [kind, n] of [
      ['version', 2],
      ['draft', 1],
      ['day', 2],
      ['cells', 2],
    ] as const) {
      expect(kinds.filter((one) => one === kind)).toHaveLength(n);
    }
    for (const secret of [token.slice(-43), '"d":', 'envelope']) expect(text).not.toContain(secret);
  });

  test('brings a site back whole, and may be sent again', async () => {
    const old = await makeFull();
    const range = ['2026-11-16', TODAY] as const;
    const before = await readMetrics(ask, old, range);
    const rules = await (await ask(`${old.at}/rules.json`)).text();
    const { token } = await remake(old);
    const broken = await load(old.at, old.text.slice(0, old.text.lastIndexOf('{"kind":"end"')));
    expect(broken.status).toBe(422);
    expect((await load(old.at, old.text)).status).toBe(200);
    expect(await readMetrics(ask, { site: old.site, token }, range)).toEqual(before);
    expect(await (await ask(`${old.at}/rules.json`)).text()).toBe(rules);
    const versions = await ask(`${old.at}/versions`, { token });
    expect(((await versions.json()) as { versions: unknown[] }).versions).toHaveLength(2);
    expect((await ask(`${old.at}/draft`, { token })).headers.get('ETag')).toBe('"1"');
    await send(ask, old.site, makeReport(old.site));
    expect((await readMetrics(ask, { site: old.site, token }, range))[`${TODAY} loyal in`]).toBe(2);
    expect((await load(old.at, old.text)).status).toBe(409);
  });

  test.each([
    {
      name: 'of another site',
      change: (text: string) => text.replace(/"site":"[^"]+"/, '"site":"x"'),
      status: 422,
    },
    { name: 'that is none', change: () => '{"kind":"tokens"}\n', status: 422 },
    { name: 'that is no JSON', change: () => 'lines\n', status: 400 },
    { name: 'that is empty', change: () => '', status: 422 },
  ])('$name is refused', async ({ change, status }) => {
    const old = await makeFull();
    await remake(old);
    expect((await load(old.at, change(old.text))).status).toBe(status);
  });
});
