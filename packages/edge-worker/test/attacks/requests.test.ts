import { expect, test } from 'vitest';
import { compileRuleFile } from '../../src/rules/compile-rule-file.ts';
import { BOOTSTRAP, makeId, makeProgram, makeRow, openApp, TODAY } from '../helpers.ts';
// As text: a lone surrogate does not survive a bundler.
import rows from './requests.json?raw';

/** One attack as data; see `requests.json`. */
interface Attack {
  readonly id: string;
  readonly attack: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | readonly number[];
  readonly code?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly row?: object;
  readonly day?: string;
  readonly rules?: object;
  readonly segments?: number;
  readonly repeat?: readonly [string, number];
  readonly nest?: number;
  readonly keys?: number;
  readonly origins?: readonly string[];
  readonly token?: boolean;
  readonly site?: string;
  readonly stretch?: number;
  readonly real?: boolean;
  readonly noCors?: boolean;
  readonly noStore?: boolean;
  readonly not?: string;
}

const fake = openApp();
const real = openApp({ compile: compileRuleFile });

test.each(JSON.parse(rows) as Attack[])('$id: $attack', async (attack) => {
  const { ask } = attack.real ? real : fake;
  const site = `attacked-${crypto.randomUUID().slice(0, 8)}`;
  const made = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site, env: 'development', origins: attack.origins ?? [] }),
  });
  const { token } = (await made.json()) as { token: string };
  const rules = JSON.stringify(makeProgram(site));
  await fake.ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body: rules });

  const named = attack.site?.repeat(attack.stretch ?? 1) ?? site;
  const body = bodyOf(attack, site);
  const response = await ask(`/v1/sites/${named}${attack.path}`, {
    method: attack.method,
    ...(attack.headers ? { headers: attack.headers } : {}),
    token: attack.token || attack.real ? token : undefined,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  expect([attack.status].flat()).toContain(response.status);
  if (attack.code) expect(JSON.parse(text)).toMatchObject({ code: attack.code });
  if (attack.noCors) expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
  if (attack.noStore) expect(response.headers.get('Cache-Control')).toBe('no-store');
  if (attack.not) expect(text + JSON.stringify([...response.headers])).not.toContain(attack.not);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

function bodyOf(attack: Attack, site: string): string | undefined {
  const { body, row, rules, segments, repeat, nest, keys, day = TODAY } = attack;
  if (body !== undefined) return body;
  if (repeat) return repeat[0].repeat(repeat[1]);
  if (keys)
    return JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, i) => [i, 1])));
  if (row) {
    return JSON.stringify({ v: 1, site, id: makeId(day), rows: [makeRow({ day, ...row })] });
  }
  const file = { format: 1, site, timezone: 'UTC', currency: 'EUR' };
  const enter = { count: 'page_view', gte: 1 };
  if (rules) return JSON.stringify({ ...file, segments: { a: { name: 'A', ...rules } } });
  if (segments) {
    const all = Array.from({ length: segments }, (_, i) => [`s${i}`, { name: 'S', enter }]);
    return JSON.stringify({ ...file, segments: Object.fromEntries(all) });
  }
  if (nest) {
    const deep = `${'{"not":'.repeat(nest)}${JSON.stringify(enter)}${'}'.repeat(nest)}`;
    const flat = JSON.stringify({ ...file, segments: { a: { name: 'A', enter: '@' } } });
    return flat.replace('"@"', deep);
  }
  return undefined;
}
