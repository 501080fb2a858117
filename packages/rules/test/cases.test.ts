import type { InkEvent } from '@inkling/engine';
import { parseRules } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { readCase } from '../cases/read-case.ts';
import { runCase } from '../cases/run.ts';
import { readHistory } from '../src/oracle/history.ts';
import { stampSessions } from '../src/oracle/sessions.ts';
import { openEngine } from './open-engine.ts';
import { oracleAsEngine } from './oracle-engine.ts';
import { readCases } from './read-cases.ts';
import { zoneTable } from './zone-table.ts';

const filed = readCases();
const paths = [...new Set(filed.map(({ path }) => path))];

describe.each(paths)('%s', (path) => {
  for (const { case: written } of filed.filter((one) => one.path === path)) {
    test(written.name, () => {
      const read = readCase(written);
      const rules = parseRules(read.file);
      const zone = zoneTable(rules.timezone);
      const stamped = stampSessions(readHistory(read.events), rules.session, zone);
      const key = ({ id }: Pick<InkEvent, 'id'>): string => JSON.stringify(id);
      const events = read.events.map((draft) => stamped.find((e) => key(e) === key(draft))!);
      const runnable = { name: read.name, events, expect: read.expect };

      expect(runCase(runnable, oracleAsEngine(rules, zone, read))).toEqual([]);
      const options = { recordedFrom: read.recordedFrom, population: read.breakpoints };
      expect(runCase(runnable, openEngine(rules, zone, options))).toEqual([]);
      const backwards = { ...runnable, events: [...events].reverse() };
      expect(runCase(backwards, openEngine(rules, zone, options))).toEqual([]);
    });
  }
});
