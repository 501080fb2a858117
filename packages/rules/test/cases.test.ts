import type { Engine } from '@inkling/engine';
import { describe, expect, test } from 'vitest';
import { type CaseEngine, runCase } from '../cases/run.ts';
import { openEngine } from './open-engine.ts';
import { oracleAsEngine } from './oracle-engine.ts';
import { readCases } from './read-cases.ts';
import { readyCase } from './run-filed-case.ts';

const filed = readCases();
const paths = [...new Set(filed.map(({ path }) => path))];

describe.each(paths)('%s', (path) => {
  for (const { case: written } of filed.filter((one) => one.path === path)) {
    test(written.name, () => {
      const { read, rules, zone, runnable } = readyCase(written);
      const { recordedFrom, breakpoints: population } = read;
      const open = (saved?: ReturnType<Engine['save']>): Engine =>
        openEngine(rules, zone, { recordedFrom, population, ...(saved && { saved }) });

      expect(runCase(runnable, oracleAsEngine(rules, zone, read))).toEqual([]);
      expect(runCase(runnable, open())).toEqual([]);
      const backwards = { ...runnable, events: [...runnable.events].reverse() };
      expect(runCase(backwards, open())).toEqual([]);
      expect(runCase(runnable, takenUpAgain(open))).toEqual([]);
    });
  }
});

/** An engine that is put away, as JSON, and taken up again after every event. */
function takenUpAgain(open: (saved?: ReturnType<Engine['save']>) => Engine): CaseEngine {
  let engine = open();
  const again = (): void => {
    engine = open(JSON.parse(JSON.stringify(engine.save())) as ReturnType<Engine['save']>);
  };
  return {
    add(event) {
      const taken = engine.add(event);
      again();
      return taken;
    },
    advance: (now) => engine.advance(now),
    memberships: () => engine.memberships(),
    value: (signal) => engine.value(signal),
    flips: (segment) => engine.flips(segment),
    coverage: (segment) => engine.coverage(segment),
  };
}
