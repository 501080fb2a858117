import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerCases, type CaseAnswers } from '../../packages/rules/cases/answer.ts';
import { type PreparedCase, prepareCases } from '../../packages/rules/cases/prepare.ts';
import { createBundler } from '../../packages/sdk/bundle.ts';
import { root } from '../lib/root.ts';

/** All cases of the rule language, ready to be carried into another runtime. */
export interface BuiltCases {
  /** A minified module, engine inside, that exports `answerCases`. */
  readonly module: string;
  /** Lists of `PreparedCase`, as JSON; short enough that none holds a page up for long. */
  readonly slices: readonly string[];
  /** Answers a slice here, by the sources as they are. */
  answer(i: number): Promise<CaseAnswers>;
}

const FOLDER = join(root, 'packages/rules/cases');
const SLICE = 100;

/** What cases call their parts; the module reads these names out of JSON. */
const CASE_NAMES = [
  ...'name events expect recordedFrom population all byKey values below'.split(' '),
  ...'at unknown until flips count failures digest case what expected found'.split(' '),
];

/** Compiles every case of every file, and bundles the engine as the SDK's build does. */
export async function buildCases(): Promise<BuiltCases> {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => JSON.parse(readFileSync(join(FOLDER, path), 'utf8')));
  const cases: PreparedCase[] = prepareCases(files);
  const slices: string[] = [];
  for (let i = 0; i < cases.length; i += SLICE) {
    slices.push(JSON.stringify(cases.slice(i, i + SLICE)));
  }
  return {
    module: await createBundler(CASE_NAMES)(join(FOLDER, 'answer.ts'), 'es'),
    slices,
    answer: (i) => answerCases(JSON.parse(slices[i]!) as PreparedCase[]),
  };
}
