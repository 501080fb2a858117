import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Params } from '@inkling/engine';
import { parseRules, RuleError } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { createOracle } from '../../src/oracle/oracle.ts';
import { openEngine } from '../open-engine.ts';
import { type Groups, translate, Unsayable } from './translate.ts';

const ROOT = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));
const DATA = resolve(process.env.INKLING_DATA ?? join(ROOT, '../shared/data'));
const FILE = join(DATA, 's10-growthbook-cases/cases.json.gz');
const UTC = { name: 'UTC', from: [null], offsets: [0] };

type Case = readonly [
  name: string,
  condition: { readonly [key: string]: unknown },
  attributes: Params,
  passes: boolean,
  groups?: Groups,
];

const NO_LIST = 'theirs is false where a list is missing; ours refuses the rule';
const NUMERIC_TEXT = 'a text is never a number: numbers are made of texts when they are captured';
const NO_REGEX = 'there are no regular expressions; a broken one could only be refused';
const VERSION = 'a version is dotted whole numbers, with a suffix after one "-"';
const UNKNOWN_NAME = 'a name that nothing bears is refused';

/** What cannot be said in our language, and why. */
const UNSAYABLE: Readonly<Record<string, string>> = {
  '$in - not array': NO_LIST,
  '$nin - not array': NO_LIST,
  '$ini - not array': NO_LIST,
  '$nini - not array': NO_LIST,
  'comparing numbers and strings': NUMERIC_TEXT,
  'comparing numbers and strings - v2': NUMERIC_TEXT,
  'unknown operator - pass': 'an unknown operator is refused',
  '$regex invalid - pass': NO_REGEX,
  '$regex invalid - fail': NO_REGEX,
  'version a.b.c.d.e.f > 1.2.3': VERSION,
  'version 1-2-3 == 1.2.3': VERSION,
  'version 1-2-3 == 1-2.3+build99': VERSION,
  'version 1-2-3 == v1.2.3': VERSION,
  'version 1.2.3.4 == 1.2.3-4': VERSION,
  '$inGroup fails for unknown group id': UNKNOWN_NAME,
  '$notInGroup passes for unknown group id': UNKNOWN_NAME,
};

/** What our filter says of the attributes, by the full scan; the engine must agree with it. */
function answer([, condition, attributes, , groups = {}]: Case): boolean | string {
  try {
    const where = translate(condition, groups);
    const enter = { count: 'look', ...(where === null ? {} : { where }), gte: 1 };
    const rules = parseRules({ format: 1, site: 'a', segments: { a: { enter } } });
    const event = { id: ['t', 0], t: 1, type: 'look', session: 1, params: attributes } as const;
    const found = createOracle(rules, UTC).at([event], 1).memberships[0]!.in;
    const engine = openEngine(rules, UTC);
    engine.add(event);
    expect(engine.memberships()[0]!.in).toBe(found);
    return found;
  } catch (error) {
    if (error instanceof Unsayable) return error.message;
    if (error instanceof RuleError) return `refused: ${error.code}`;
    throw error;
  }
}

const present = existsSync(FILE);
const suite = present || process.env.CI === 'true' ? describe : describe.skip;
const title = present ? '' : ' (skipped: the data set is not there)';

suite(`GrowthBook's conditions${title}`, () => {
  const text = present ? gunzipSync(readFileSync(FILE)).toString('utf8') : '{"evalCondition":[]}';
  const { evalCondition: cases } = JSON.parse(text) as { readonly evalCondition: readonly Case[] };

  test('are all there', () => {
    expect(cases).toHaveLength(248);
  });

  test.each(cases.map((one, i) => ({ name: `${i + 1}. ${one[0]}`, one })))('$name', ({ one }) => {
    if (UNSAYABLE[one[0]] === undefined) expect(answer(one)).toBe(one[3]);
    // What can be said after all must leave the list.
    else expect(answer(one)).not.toBe(one[3]);
  });
});
