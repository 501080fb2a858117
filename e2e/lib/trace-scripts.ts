import type { BrowserContext, Page } from 'puppeteer-core';

/** What scripts of one page cost its main thread. */
export interface ScriptTimes {
  /** From the start of the page until it was ready, ms. */
  readonly toReadyMs: number;
  /** Of that what the processor worked for this page: what a busy machine does not lengthen, ms. */
  readonly toReadyCpuMs: number;
  /** From the instant at which the whole script file was there until the page was ready, ms. */
  readonly fromFileMs: number;
  /** Altogether, while the page was watched, ms. */
  readonly allMs: number;
  /** The longest piece without a pause, ms. */
  readonly longestMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
  /** The part of `dur` in which the thread ran, µs. */
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string; readonly requestId?: string } };
}
type Span = readonly [from: number, to: number, cpu: number];

const CATEGORIES = ['devtools.timeline', 'v8', 'blink.user_timing'];
/** What a page spends on scripts: compiling, running, collecting their garbage. */
const SCRIPT =
  /^(EvaluateScript|FunctionCall|RunMicrotasks|TimerFire|EventDispatch|v8\.(compile|compileModule|evaluateModule|produceCache)|MinorGC|MajorGC)$/;

/**
 * Opens a page and adds up what its scripts cost, from a trace of the browser.
 *
 * @param file - How the address of the page's script ends.
 * @param told - Resolves once the page has said that it has been watched for long enough.
 * @returns `fromFileMs` is `NaN` where no such file was loaded.
 * @throws Error when the page never set the mark `ready`.
 */
export async function traceScripts(
  context: BrowserContext,
  { url, file, slowdown, told }: TraceOptions,
): Promise<ScriptTimes> {
  const page: Page = await context.newPage();
  await page.emulateCPUThrottling(slowdown);
  await page.tracing.start({ categories: CATEGORIES });
  const done = told();
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await done;
  const trace = await page.tracing.stop();
  await page.close();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace));
  return timesOf(traceEvents, file);
}

/** What {@link traceScripts} opens. */
export interface TraceOptions {
  readonly url: string;
  readonly file: string;
  /** How many times slower than it is the processor is made. */
  readonly slowdown: number;
  readonly told: () => Promise<void>;
}

/** @throws Error when there is no mark `ready`. */
export function timesOf(events: readonly TraceEvent[], file: string): ScriptTimes {
  const ready = events.find(({ name, ph }) => name === 'ready' && /[IRn]/.test(ph));
  if (!ready) throw new Error('The page never set the mark `ready`.');
  const own = events.filter(({ pid, tid }) => pid === ready.pid && tid === ready.tid);
  const spans = outermost(
    own
      .filter(({ name, ph }) => ph === 'X' && SCRIPT.test(name))
      .map(({ ts, dur = 0, tdur = 0 }): Span => [ts, ts + dur, tdur]),
  );
  const before = spans.filter(([from]) => from < ready.ts);
  return {
    toReadyMs: total(before.map(([from, to]) => Math.min(to, ready.ts) - from)),
    toReadyCpuMs: total(
      before.map(([from, to, cpu]) => cpu * Math.min(1, (ready.ts - from) / (to - from))),
    ),
    fromFileMs: (ready.ts - arrivalOf(events, file)) / 1000,
    allMs: total(spans.map(([from, to]) => to - from)),
    longestMs: Math.max(0, ...spans.map(([from, to]) => to - from)) / 1000,
  };
}

/** The outermost spans; scripts call each other. */
function outermost(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (span[0] >= (found.at(-1)?.[1] ?? 0)) found.push(span);
  }
  return found;
}

function total(us: readonly number[]): number {
  return us.reduce((sum, one) => sum + one, 0) / 1000;
}

/** When the last byte of a file had come, µs; `NaN` where none was asked for. */
function arrivalOf(events: readonly TraceEvent[], file: string): number {
  const id = events.find(
    ({ name, args }) => name === 'ResourceSendRequest' && args.data?.url?.endsWith(file),
  )?.args.data?.requestId;
  const end = events.find(
    ({ name, args }) => name === 'ResourceFinish' && args.data?.requestId === id,
  );
  return end?.ts ?? Number.NaN;
}
