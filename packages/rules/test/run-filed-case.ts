import type { InkEvent, Zone } from '@inkling/engine';
import { parseRules } from '@inkling/rules';
import type { Case } from '../cases/case.ts';
import { type ReadCase, readCase } from '../cases/read-case.ts';
import type { RunnableCase } from '../cases/run.ts';
import type { Rules } from '../src/ast.ts';
import { readHistory } from '../src/oracle/history.ts';
import { stampSessions } from '../src/oracle/sessions.ts';
import { zoneTable } from './zone-table.ts';

/** A case with everything that either side needs to run it. */
export interface ReadyCase {
  readonly read: ReadCase;
  readonly rules: Rules;
  readonly zone: Zone;
  readonly runnable: RunnableCase;
}

/** Parses a case's rules and stamps its events with sessions. */
export function readyCase(written: Case): ReadyCase {
  const read = readCase(written);
  const rules = parseRules(read.file);
  const zone = zoneTable(rules.timezone);
  const stamped = stampSessions(readHistory(read.events), rules.session, zone);
  const key = ({ id }: Pick<InkEvent, 'id'>): string => JSON.stringify(id);
  const events = read.events.map((draft) => stamped.find((e) => key(e) === key(draft))!);
  return { read, rules, zone, runnable: { name: read.name, events, expect: read.expect } };
}
