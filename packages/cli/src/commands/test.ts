import { dirname, relative, resolve } from 'node:path';
import { compileRules } from '@inkling/rules';
import type { Command } from 'commander';
import { CliError } from '../errors.ts';
import { readJson } from '../input/read-text.ts';
import type { Io } from '../io.ts';
import { examples } from '../output/examples.ts';
import { wordCount } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import { findTestFiles } from '../unit/find-test-files.ts';
import { parseTestFile } from '../unit/parse-test-file.ts';
import { type Mismatch, runUnitTest } from '../unit/run-unit-test.ts';
import { watchFiles } from '../unit/watch-files.ts';
import type { CommandContext } from './context.ts';

interface TestFlags {
  readonly watch: boolean;
  readonly json: boolean;
}

/** What came of one test. */
interface TestResult {
  readonly file: string;
  readonly name: string;
  readonly ok: boolean;
  readonly mismatches: readonly Mismatch[];
}

/** `inkling test`: runs the tests that stand beside rule files. */
export function addTest(program: Command, context: CommandContext): void {
  program
    .command('test')
    .summary('run segment tests')
    .description('Runs segment tests: what a visitor did, and what must come of it.')
    .argument('[paths...]', 'test files, rule files with tests beside them, or folders', ['.'])
    .option('--watch', 'run again whenever a file changes', false)
    .option('--json', 'print {"passed", "failed", "tests"} as JSON', false)
    .addHelpText(
      'before',
      examples(['inkling test', 'inkling test rules.json --watch', 'inkling test loyal.test.json']),
    )
    .action((paths: readonly string[], flags: TestFlags) => testAll(paths, flags, context));
}

async function testAll(
  paths: readonly string[],
  { watch, json }: TestFlags,
  { io, setExitCode }: CommandContext,
): Promise<void> {
  if (!watch) {
    const results = await runAll(await findTestFiles(paths, io.cwd), io);
    if (results.some(({ ok }) => !ok)) setExitCode(1);
    return report(results, json, io);
  }
  await watchFiles(await findTestFiles(paths, io.cwd), io, async (files) => {
    try {
      await report(await runAll(files, io), json, io);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      io.err(`${error.place.file ?? ''}: ${error.message} (${error.code})\n`);
    }
  });
}

async function runAll(files: readonly string[], io: Io): Promise<readonly TestResult[]> {
  if (files.length === 0) throw new CliError('unreadable-file', 'no *.test.json files here');
  const results: TestResult[] = [];
  for (const file of files) results.push(...(await runFile(file, io)));
  return results;
}

async function runFile(file: string, io: Io): Promise<readonly TestResult[]> {
  const shown = relative(io.cwd, file);
  const { rules, tests } = await inFile(shown, async () => parseTestFile(await readJson(file, io)));
  const beside = rules ?? file.replace(/\.test\.json$/, '.json');
  const parsed = await readRulesFile(resolve(dirname(file), beside), io);
  const program = compileRules(parsed.rules);
  return tests.map((test) => {
    const mismatches = runUnitTest(test, program);
    return { file: shown, name: test.name, ok: mismatches.length === 0, mismatches };
  });
}

async function inFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.code, error.message, { ...error.place, file }, { cause: error });
  }
}

async function report(results: readonly TestResult[], json: boolean, io: Io): Promise<void> {
  const failed = results.filter(({ ok }) => !ok).length;
  const passed = results.length - failed;
  if (json) return writeJson({ passed, failed, tests: results }, io);
  for (const { file, name, ok, mismatches } of results) {
    await io.out(`${ok ? '✓' : '✗'} ${file}: ${name}\n`);
    for (const { at, what, expected, found } of mismatches) {
      await io.out(`    at ${at}: ${what}: expected ${word(expected)}, found ${word(found)}\n`);
    }
  }
  await io.out(`${wordCount(passed, 'test')} passed, ${failed} failed.\n`);
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
