import type { Browser } from 'puppeteer-core';
import type { BrowserName } from '../find-browser.ts';
import type { Lab, Room } from '../lab/lab.ts';
import type { PageOptions } from '../lab/lab-page.ts';
import type { Tab } from './tab.ts';

/** What a row works with while it runs. */
export interface Run {
  readonly engine: BrowserName;
  readonly lab: Lab;
  readonly room: Room;
  /** Tabs by the names that the row gives them; `a` unless stated. */
  readonly tabs: Map<string, Tab>;
  /** Opens a tab that is in front then. */
  newTab(): Promise<Tab>;
  /** The browser, where puppeteer drives it. */
  readonly browser: Browser | undefined;
  /** Ends the browser as `how` says and starts it again with the same profile. */
  restart(how: 'quit' | 'kill', between?: (profile: string) => Promise<void>): Promise<void>;
  /** What the injection adds to each page that is opened; an injection sets it. */
  page: PageOptions;
  /** Host name of the pages. */
  host: string;
  /** Number of the next event of the type `lab`, its param `k`. */
  k: number;
  /** Notes that a step leaves for a check. */
  readonly notes: Map<string, unknown>;
  /** Undoes the injection. */
  lift: () => Promise<unknown> | unknown;
}

/** The tab that a step or check speaks of. */
export function tabOf(run: Run, name: unknown = 'a'): Tab {
  const tab = run.tabs.get(`${name}`);
  if (!tab) throw new Error(`No tab ${name} is open.`);
  return tab;
}
