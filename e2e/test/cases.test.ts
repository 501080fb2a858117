import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCases, buildCases } from '../../tools/stack/build-cases.ts';
import { startCaseWorker } from '../../tools/stack/start-case-worker.ts';
import { launchBrowser } from '../lib/launch.ts';
import { launchWebKit } from '../lib/launch-webkit.ts';
import { requireBrowser } from '../lib/require-browser.ts';
import { serveCases } from '../lib/serve-cases.ts';
import type { FileServer } from '../lib/serve-files.ts';

type Answers = Awaited<ReturnType<BuiltCases['answer']>>;

const FOLDER = new URL('../../packages/rules/cases/', import.meta.url);

let built: BuiltCases;
let page: FileServer | undefined;
/** What the sources answer here, in Node, unbundled. */
let wanted: readonly Answers[];

beforeAll(async () => {
  built = await buildCases();
  wanted = await slices((i) => built.answer(i));
  page = await serveCases(built);
}, 120_000);

afterAll(() => page?.close());

test('the sources give in Node what the cases say', () => {
  expect(wanted.flatMap(({ failures }) => failures)).toEqual([]);
  expect(wanted.reduce((sum, { count }) => sum + count, 0)).toBe(writtenCases());
  expect(writtenCases()).toBeGreaterThanOrEqual(1869);
});

test.for(['chromium', 'firefox'] as const)(
  'the minified engine gives the same, to the bit, in %s',
  async (name, context) => {
    await requireBrowser(name, context);
    const { browser, close } = await launchBrowser(name);
    try {
      const tab = await browser.newPage();
      await tab.goto(page!.url);
      await tab.waitForFunction('window.answerSlice');
      const found = await slices(async (i) => (await tab.evaluate(`answerSlice(${i})`)) as Answers);
      expect(found).toEqual(wanted);
    } finally {
      await close();
    }
  },
);

test('the minified engine gives the same, to the bit, in WebKit', async (context) => {
  await requireBrowser('webkit', context);
  const { driver, close } = await launchWebKit();
  try {
    await driver.get(page!.url);
    await driver.wait(() => driver.executeScript<boolean>('return !!window.answerSlice'), 15_000);
    const found = await slices((i) => driver.executeScript<Answers>(`return answerSlice(${i})`));
    expect(found).toEqual(wanted);
  } finally {
    await close();
  }
});

test('the minified engine gives the same, to the bit, in workerd', async () => {
  const worker = await startCaseWorker(built.module);
  try {
    const found = await slices(async (i) => {
      const answer = await fetch(worker.url, { method: 'POST', body: built.slices[i]! });
      return (await answer.json()) as Answers;
    });
    expect(found).toEqual(wanted);
  } finally {
    await worker.close();
  }
});

/** One slice after the other, so that no page is held up for long. */
async function slices(answer: (i: number) => Promise<Answers>): Promise<Answers[]> {
  const answers: Answers[] = [];
  for (let i = 0; i < built.slices.length; i += 1) answers.push(await answer(i));
  return answers;
}

/** Counted in the files themselves. */
function writtenCases(): number {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8')).cases.length as number)
    .reduce((sum, count) => sum + count, 0);
}
