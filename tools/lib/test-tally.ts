import type { Reporter } from 'vitest/node';

/** What a run of the tests came to. */
export interface TestTally {
  readonly passed: number;
  /** Tests that failed, files that could not be loaded, and errors outside of any test. */
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

/** Makes a vitest reporter and what reads its result once the run is over. */
export function createTally(): { reporter: Reporter; tally: () => TestTally } {
  let result: TestTally = { passed: 0, failed: 0, skipped: [] };
  const reporter: Reporter = {
    onTestRunEnd(modules, unhandled) {
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const inState = (state: string) => tests.filter((test) => test.result().state === state);
      const broken = modules.flatMap((module) => [
        ...(module.errors().length > 0 ? [module] : []),
        ...[...module.children.allSuites()].filter((suite) => suite.errors().length > 0),
      ]);
      result = {
        passed: inState('passed').length,
        failed: inState('failed').length + broken.length + unhandled.length,
        skipped: inState('skipped').map((test) => {
          const outcome = test.result();
          const why = outcome.state === 'skipped' ? (outcome.note ?? '') : '';
          return { name: `${test.project.name}: ${test.fullName}`, why };
        }),
      };
    },
  };
  return { reporter, tally: () => result };
}
