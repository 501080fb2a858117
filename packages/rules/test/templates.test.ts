import { readdirSync, readFileSync } from 'node:fs';
import type { InkEvent } from '@inkling/engine';
import { isTemplateName, lintRules, loadTemplate, parseRules, templateNames } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { readCase } from '../cases/read-case.ts';
import { runCase } from '../cases/run.ts';
import { readHistory } from '../src/oracle/history.ts';
import { stampSessions } from '../src/oracle/sessions.ts';
import { openEngine } from './open-engine.ts';
import { oracleAsEngine } from './oracle-engine.ts';
import { zoneTable } from './zone-table.ts';

const FOLDER = new URL('../templates/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.test.json'))
  .map((file) => file.slice(0, -'.test.json'.length));

test('every template can be loaded by its name, and has tests', () => {
  expect([...templateNames].sort()).toEqual([...names].sort());
  for (const name of templateNames) expect(loadTemplate(name)).toEqual(read(`${name}.json`));
  expect(isTemplateName('rfm')).toBe(true);
  expect(isTemplateName('toString')).toBe(false);
});

test('a template that is changed leaves the next one as it was', () => {
  Object.assign(loadTemplate('rfm'), { site: 'mine' });
  expect(loadTemplate('rfm').site).toBe('your-site');
});

test.each([
  { name: 'rfm', cells: 11 },
  { name: 'rfm-percentiles', cells: 11 },
] as const)('$name has the eleven cells', ({ name, cells }) => {
  const { segments, groups } = parseRules(loadTemplate(name));
  expect(groups[0]?.segments).toHaveLength(cells);
  expect([...groups[0]!.segments, 'others']).toEqual(segments.map(({ id }) => id));
  expect([segments[0]?.id, segments.some(({ id }) => id === 'lost')]).toEqual(['champions', true]);
});

describe.each(names)('%s', (name) => {
  const { tests } = read(`${name}.test.json`) as { readonly tests: readonly Case[] };
  const file = read(`${name}.json`) as Case['rules'];
  const rules = parseRules(file);
  const zone = zoneTable(rules.timezone);

  test.each(tests)('$name', (written) => {
    const {
      events: drafts,
      expect: expected,
      recordedFrom,
      breakpoints,
    } = readCase({ ...written, rules: file });
    const stamped = stampSessions(readHistory(drafts), rules.session, zone);
    const key = ({ id }: Pick<InkEvent, 'id'>): string => JSON.stringify(id);
    const events = drafts.map((draft) => stamped.find((event) => key(event) === key(draft))!);
    const runnable = { name: written.name, events, expect: expected };
    expect(runCase(runnable, oracleAsEngine(rules, zone, { recordedFrom, breakpoints }))).toEqual(
      [],
    );
    const options = { recordedFrom, population: breakpoints };
    expect(runCase(runnable, openEngine(rules, zone, options))).toEqual([]);
  });

  test('every segment is entered and left in its tests', () => {
    const lists = tests.flatMap(({ expect }) => expect.map((one) => one.in ?? []));
    const untested = rules.segments.filter(({ id }) => {
      const inside = lists.filter((list) => list.includes(id)).length;
      return inside === 0 || inside === lists.length;
    });
    expect(untested.map(({ id }) => id)).toEqual([]);
  });

  test('lint has nothing to warn of', () => {
    const warnings = lintRules(rules, { today: '2026-03-01' }).filter(
      ({ level }) => level === 'warning',
    );
    expect(warnings).toEqual([]);
  });
});
