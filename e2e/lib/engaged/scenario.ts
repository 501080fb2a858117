import { readFileSync } from 'node:fs';

/** What a visitor does at one moment: seconds since the page was opened, and the deed. */
export type Act = readonly [s: number, deed: string];

/** One visit, as `e2e/engaged/scenarios.json` scripts it. */
export interface Scenario {
  readonly name: string;
  /** When everything is left, seconds after the start. */
  readonly s: number;
  /**
   * In order. `move`, `key`, `wheel` and `click` are input on the page that is in front; `front b`
   * switches to another tab; `window b` gives the focus to another visible window; `blur` and
   * `focus` take it away and give it back; `play` and `pause` are of media; `away` and `back` leave
   * the page and restore it from the cache; `sleep 60` suspends the machine for a minute with its
   * monotonic clock, `sleep-mono 60` without.
   */
  readonly acts: readonly Act[];
}

/** Reads all scenarios. */
export function readScenarios(): Scenario[] {
  const file = new URL('../../engaged/scenarios.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Scenario[];
}

/** Names of the pages that a scenario has; the first is open from the start. */
export function pagesOf({ acts }: Scenario): string[] {
  return acts.some(([, deed]) => deed.endsWith(' b')) ? ['a', 'b'] : ['a'];
}
