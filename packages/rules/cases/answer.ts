import { createEngine, type Engine } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import type { PreparedCase } from './prepare.ts';
import { type CaseEngine, type Failure, runCase } from './run.ts';

/** What some cases came to in one runtime. */
export interface CaseAnswers {
  readonly count: number;
  readonly failures: readonly Failure[];
  /**
   * SHA-256, in hex, of all that the engine says at all instants of the cases, whether they ask
   * for it or not: equal only where every number is equal to the last bit.
   */
  readonly digest: string;
}

/** Runs cases on the engine that is bundled with this file, in any runtime with `crypto`. */
export async function answerCases(cases: readonly PreparedCase[]): Promise<CaseAnswers> {
  const said: string[] = [];
  const failures = cases.flatMap(({ program, recordedFrom, population, ...one }) => {
    const engine = createEngine(program, { recordedFrom, population, extra });
    return runCase(one, recorded(engine, said));
  });
  const bytes = new TextEncoder().encode(said.join('\n'));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const digest = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { count: cases.length, failures, digest };
}

/** An engine that writes down, after each advance, everything it can be asked. */
function recorded(engine: Engine, said: string[]): CaseEngine {
  return {
    add: (event) => engine.add(event),
    advance(now) {
      engine.advance(now);
      said.push(JSON.stringify(everything(engine), exact));
    },
    memberships: () => engine.memberships(),
    value: (signal) => engine.value(signal),
    flips: (segment) => engine.flips(segment),
    coverage: (segment) => engine.coverage(segment),
  };
}

/** Lists, not records: a minifier may have shortened names, but not moved anything. */
function everything(engine: Engine): unknown {
  return [
    engine.now,
    engine.nextInstant(),
    engine.memberships().map(({ segment, in: ins, known, since }) => {
      const { at, truncated } = engine.flips(segment);
      return [segment, ins, known, since, at, truncated, engine.coverage(segment).knownFrom];
    }),
    engine.program.code.v.map(([id]) => [id, engine.value(id)]),
    engine.drain().map(({ segment, t, in: ins }) => [segment, t, ins]),
  ];
}

/** Keeps apart the numbers that JSON writes alike. */
function exact(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);
}
