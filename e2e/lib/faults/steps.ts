import type { PageOptions } from '../lab/lab-page.ts';
import { checks } from './checks.ts';
import { injections } from './injections.ts';
import { type Noted, noted } from './noted.ts';
import { type Named, nameOf, paramsOf } from './row.ts';
import { type Run, tabOf } from './run.ts';
import { status, type WithSdk } from './sdk.ts';
import { until } from './tab.ts';

interface Open extends PageOptions {
  readonly tab?: string;
  readonly path?: string;
  /** False: does not wait for the SDK. */
  readonly wait?: boolean;
  /** Without what the injection adds to pages. */
  readonly plain?: boolean;
  /** Path of a page with the SDK that the browser is asked to prerender. */
  readonly prerenderPath?: string;
}

/** Tells the witness how a prerendered page began. */
const TELL =
  "fetch('/witness', { method: 'POST', body: document.prerendering ? 'prerendering' : 'shown' })";

async function open(run: Run, params: Open): Promise<void> {
  const { tab: name = 'a', path = '/lab/a', wait = true, plain, prerenderPath, ...own } = params;
  const tab = run.tabs.get(name) ?? (await run.newTab());
  run.tabs.set(name, tab);
  const prerender = prerenderPath && run.room.page(prerenderPath, { script: TELL });
  const options: PageOptions = {
    ...(plain ? {} : run.page),
    ...own,
    ...(prerender && { prerender }),
  };
  run.notes.set('prerender', prerender);
  await tab.goto(run.room.page(path, options, run.host));
  if (!wait || options.sdk === false) return;
  await until(() =>
    tab.call(() => {
      const { inkling } = window as unknown as WithSdk;
      if (!inkling?.status) return 'the SDK never came';
      return inkling.status().reason === 'opening' ? 'the log is still being opened' : null;
    }),
  );
}

/** After so long, by the page's clock, a log that did not answer in time is opened again. */
const LONG_PAUSE_MS = 600_000;
const LONG_PATIENCE_MS = 45_000;
const PIECE_MS = 20_000;

/** What is made for each of the tabs t0, t1, … */
function numbered<T>(count: number, make: (tab: string) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(`t${i}`));
}

/** What a row can do, by name. */
export const steps = {
  open,
  /** Tracks events of the type `lab` in one task, each with its number. */
  async track(run: Run, { tab, count, apart }: { tab?: string; count: number; apart?: boolean }) {
    const from = run.k;
    run.k += count;
    await tabOf(run, tab).call(
      async (first, end, inTurns) => {
        for (let k = first; k < end; k += 1) {
          (window as unknown as WithSdk).inkling.track('lab', { k });
          if (inTurns) await new Promise((resolve) => queueMicrotask(() => resolve(0)));
        }
      },
      from,
      run.k,
      apart ?? false,
    );
  },
  /** Waits until everything recorded in a tab is acknowledged; time passes where the log must heal. */
  async settle(run: Run, { tab }: { tab?: string }) {
    await until(async () => {
      const { mode, reason, pending, lastError } = await status(tabOf(run, tab));
      if (mode === 'stored' && pending === 0) return null;
      if (mode === 'memory' && reason !== 'opening' && reason !== 'consent') {
        await steps.advance(run, { tab: tab ?? 'a', ms: LONG_PAUSE_MS });
      }
      return `${pending} events wait, mode ${mode}, reason ${reason}, ${lastError}`;
    }, LONG_PATIENCE_MS);
  },
  /** Lets time pass in a tab, by its clock. */
  async advance(run: Run, { tab, ms }: { tab?: string; ms: number }) {
    // WebKit's driver gives a call up by a timer of the page.
    for (let left = ms; left > 0; left -= PIECE_MS) {
      const step = run.engine === 'webkit' ? Math.min(left, PIECE_MS) : ms;
      await tabOf(run, tab).call((n) => window.__clock.advance(n), step);
      if (run.engine !== 'webkit') break;
    }
  },
  /** Sets the clock of a tab without letting time pass. */
  async jump(run: Run, { tab, ms, mono }: { tab?: string; ms: number; mono?: boolean }) {
    await tabOf(run, tab).call((n, m) => window.__clock.jump(n, m), ms, mono ?? false);
  },
  async front(run: Run, { tab }: { tab?: string }) {
    await tabOf(run, tab).front();
  },
  async close(run: Run, { tab }: { tab?: string }) {
    await tabOf(run, tab).close();
    run.tabs.delete(tab ?? 'a');
  },
  /** Goes to a page without us. */
  async leave(run: Run, { tab }: { tab?: string }) {
    await tabOf(run, tab).goto(run.room.page('/lab/elsewhere', { sdk: false }, run.host));
  },
  async back(run: Run, { tab: name }: { tab?: string }) {
    const tab = tabOf(run, name);
    await tab.back();
    await until(() =>
      tab.call(() => (location.pathname === '/lab/elsewhere' ? 'never went back' : null)),
    );
  },
  /** Runs code inside a page that stands for the site. */
  async site(run: Run, { tab, code }: { tab?: string; code: string }) {
    // The site's own code is data here, as its page would be.
    await tabOf(run, tab).call(
      (source) => new Function(`return (async () => {${source}})()`)(),
      code,
    );
  },
  /** Waits until a check holds. */
  async until(run: Run, { check }: { check: Named | string }) {
    const ask = checks[nameOf(check) as keyof typeof checks] as (run: Run, params: object) => never;
    await until(() => ask(run, paramsOf(check)));
  },
  /** Keeps what is to be compared by the checks `same` and `differs`. */
  async note(run: Run, { as, ...params }: { as: string } & Noted) {
    run.notes.set(as, await noted(run, params));
  },
  /** The row's own injection, or another one. */
  async inject(run: Run, { fault = run.notes.get('inject') as Named }: { fault?: Named }) {
    const act = injections[fault.name as keyof typeof injections] as (r: Run, p: object) => unknown;
    await act(run, paramsOf(fault));
  },
  /** Tracks in all tabs t0, t1, … at once. */
  async trackEach(run: Run, { tabs, count }: { tabs: number; count: number }) {
    await Promise.all(numbered(tabs, (tab) => steps.track(run, { tab, count, apart: true })));
  },
  /** Waits until all that each of these tabs recorded is acknowledged. */
  async settleEach(run: Run, { tabs }: { tabs: number }) {
    for (const tab of numbered(tabs, (name) => name)) await steps.settle(run, { tab });
  },
  /** Lets time pass in all tabs until they say the same: a tab hears of another's events by a timer. */
  async converge(run: Run, params: { tabs: number; ms: number; has: string[] }) {
    await until(async () => {
      const wrong = await checks.agree(run, params);
      for (const tab of wrong ? numbered(params.tabs, (name) => name) : []) {
        await steps.advance(run, { tab, ms: params.ms });
      }
      return wrong;
    }, LONG_PATIENCE_MS);
  },
  /** Lets time pass in pieces until a check holds. */
  async passUntil(run: Run, { check, ms }: { check: Named | string; ms: number }) {
    const ask = checks[nameOf(check) as keyof typeof checks] as (r: Run, p: object) => never;
    await until(async () => {
      const wrong = (await ask(run, paramsOf(check))) as string | null;
      if (wrong) await steps.advance(run, { ms });
      return wrong;
    });
  },
  /** Calls that the page has made by itself. */
  called(run: Run, { count }: { count: number }) {
    run.k += count;
  },
  /** Follows the link to the page that was prerendered. */
  async activate(run: Run) {
    await tabOf(run).call(
      (url) => void setTimeout(() => location.assign(url)),
      `${run.notes.get('prerender')}`,
    );
    await until(() =>
      tabOf(run).call(() => (location.pathname === '/lab/next' ? null : 'never got there')),
    );
  },
  async lift(run: Run) {
    await run.lift();
    run.page = {};
  },
  /** Ends the browser and starts it with the same profile. */
  async restart(run: Run, { how }: { how?: 'quit' | 'kill' }) {
    await run.restart(how ?? 'quit');
  },
  /** Publishes the rules again, as a newer version. */
  async publish(run: Run) {
    await run.lab.publish();
  },
} as const;
