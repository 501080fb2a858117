import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Program } from '@inkling/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCase } from '../cases/run.ts';
import { compileRules } from '../src/compile/compile-rules.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';
import { extraMeasure } from './property/arbitrary-extra.ts';
import { coreMeasure } from './property/arbitrary-measure.ts';
import { ruleFile } from './property/arbitrary-rules.ts';
import { type Story, story } from './property/arbitrary-story.ts';
import { checkStory, type EngineMaker } from './property/check-story.ts';
import { readCases } from './read-cases.ts';
import { type ReadyCase, readyCase } from './run-filed-case.ts';

const ENGINE = fileURLToPath(new URL('../../engine/src', import.meta.url));
let folder = '';
let cases: readonly (ReadyCase & { readonly program: Program })[] = [];
let stories: readonly Story[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-mutants-'));
  cases = readCases().map(({ case: written }) => {
    const ready = readyCase(written);
    return { ...ready, program: compileRules(ready.rules, { resolveZone: () => ready.zone }) };
  });
  // The same stories every time, so that a mutant that was noticed once always is.
  stories = [coreMeasure, extraMeasure].flatMap((measure) =>
    [false, true].flatMap((unknown) =>
      fc.sample(story(ruleFile(measure), { unknown }), { numRuns: 300, seed: 7 }),
    ),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Loops that a broken engine may never leave; each copy of the engine gives up after a while. */
const LOOPS: readonly (readonly [file: string, loop: string])[] = [
  ['core.ts', 'while (timers.first() <= now) {'],
  ['core.ts', 'while (timers.first() < t) {'],
  ['look-ahead.ts', 'for (let t = timers.first(); t <= horizon; t = timers.first()) {'],
];

/** Replaces a text that stands in a file once. */
function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text.split(from), `${from} stands in ${path} once`).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** The engine with one mutation, or as it is. */
async function engineWith(mutation: Mutation | null, name: string): Promise<EngineMaker> {
  const to = join(folder, name);
  cpSync(ENGINE, to, { recursive: true });
  for (const [file, loop] of LOOPS) {
    const giveUp = "if (--fuel < 0) throw new Error('stuck');";
    replaceIn(join(to, file), loop, `let fuel = 1e5; ${loop} ${giveUp}`);
  }
  if (mutation !== null) replaceIn(join(to, mutation.file), mutation.from, mutation.to);
  const load = (file: string) => import(/* @vite-ignore */ pathToFileURL(join(to, file)).href);
  const main = (await load('index.ts')) as Omit<EngineMaker, 'extra'>;
  const { extra } = (await load('extra/index.ts')) as Pick<EngineMaker, 'extra'>;
  return { createEngine: main.createEngine, createMigration: main.createMigration, extra };
}

/** What noticed that an engine is broken; `null` when nothing did. */
function noticedBy(maker: EngineMaker): string | null {
  const { createEngine, extra } = maker;
  for (const { read, runnable, program } of cases) {
    const { recordedFrom, breakpoints: population } = read;
    for (const events of [runnable.events, [...runnable.events].reverse()]) {
      const engine = createEngine(program, { recordedFrom, population, extra });
      if (fails(() => runCase({ ...runnable, events }, engine).length > 0)) return runnable.name;
    }
  }
  const told = stories.findIndex((one) =>
    fails(() => {
      checkStory(one, maker);
      return false;
    }),
  );
  return told < 0 ? null : `story ${told}`;
}

function fails(run: () => boolean): boolean {
  try {
    return run();
  } catch {
    return true;
  }
}

test('the engine as it is passes', { timeout: 120_000 }, async () => {
  expect(noticedBy(await engineWith(null, 'sound'))).toBeNull();
});

test.each(MUTATIONS)('$name', { timeout: 120_000 }, async (mutation) => {
  const maker = await engineWith(mutation, String(MUTATIONS.indexOf(mutation)));
  expect(noticedBy(maker)).not.toBeNull();
});
