import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { median } from '../lib/median.ts';
import { pairedRatio } from './rounds.ts';
import type { BenchServer } from './serve.ts';
import type { Browser, ScriptTimes, Suite } from './suite.ts';

const OURS = 'inkling';
/** By the name of its page. */
export const NEIGHBOURS: Readonly<Record<string, string>> = {
  uniform: 'Uniform Context',
  growthbook: 'GrowthBook',
  snowplow: 'Snowplow',
  posthog: 'PostHog slim',
};
const NAMES: Readonly<Record<string, string>> = { [OURS]: 'Inkling', ...NEIGHBOURS };
const VISITS = ['first visit', 'second visit'] as const;
/** A busy machine sometimes loses a trace. */
const ATTEMPTS = 3;

type Field = 'toReadyMs' | 'toReadyCpuMs' | 'fromFileMs' | 'longestMs';
const FIGURES: readonly (readonly [Field, string])[] = [
  ['toReadyMs', 'script to ready'],
  ['toReadyCpuMs', 'script to ready, processor'],
  ['fromFileMs', 'file there to ready'],
  ['longestMs', 'longest piece of script'],
];

/** Opens a page, again where the browser lost its trace. */
export async function traced(
  suite: Suite,
  server: BenchServer,
  context: Parameters<Suite['traceScripts']>[0],
  name: string,
  slowdown: number,
): Promise<ScriptTimes> {
  const file = name === OURS ? '/v1/inkling.js' : `/${name}.js`;
  const options = { url: `${server.url}/page/${name}`, file, slowdown, told: server.told };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await suite.traceScripts(context, options);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * What the way to the first decision costs the main thread, beside the neighbours on the same page:
 * each loaded async, in turn, on a first and on a second visit.
 */
export async function readyRows(
  suite: Suite,
  server: BenchServer,
  browser: Browser,
  rounds: number,
  slowdown: number,
): Promise<BenchRow[]> {
  const found = new Map<string, ScriptTimes[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(NAMES)) {
      const context = await browser.createBrowserContext();
      for (const visit of VISITS) {
        const times = await traced(suite, server, context, name, slowdown);
        const key = `${name} ${visit}`;
        found.set(key, [...(found.get(key) ?? []), times]);
      }
      await context.close();
    }
  }
  return VISITS.flatMap((visit) =>
    FIGURES.filter(([field]) => field !== 'fromFileMs' || visit === VISITS[0]).flatMap(
      ([field, what]) => {
        const of = (name: string) => found.get(`${name} ${visit}`)!.map((times) => times[field]);
        return rowsOf(`${slowdown} ×, ${visit}: ${what}`, of);
      },
    ),
  );
}

/** A row each; ours is held against the lightest of the others. */
function rowsOf(what: string, of: (name: string) => readonly number[]): BenchRow[] {
  const lightest = Object.keys(NEIGHBOURS).toSorted((a, b) => median(of(a)) - median(of(b)))[0]!;
  return Object.entries(NAMES).map(([name, title]) => ({
    what: `${what}, ${title}`,
    value: median(of(name)),
    unit: 'ms',
    ...(name === OURS && {
      floor: median(of(lightest)),
      ratio: pairedRatio(of(name), of(lightest)),
    }),
  }));
}
