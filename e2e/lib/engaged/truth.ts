import { pagesOf, type Scenario } from './scenario.ts';

/** What one definition says of each page of a scenario, ms. */
export type PerPage = ReadonlyMap<string, number>;

/** How fine the model looks. */
const STEP_MS = 10;
const GRACE_MS = 5_000;
const BEAT_MS = 10_000;
const INPUT = new Set(['move', 'key', 'wheel', 'click']);

/** One page at one moment. */
interface PageState {
  isOpen: boolean;
  isVisible: boolean;
  hasFocus: boolean;
  isPlaying: boolean;
  actedAt: number;
  openedAt: number;
}

interface Counts {
  truth: number;
  wall: number;
  pings: number;
  /** Input since the last beat. */
  active: boolean;
}

/**
 * Goes through a scenario in steps of 10 ms and asks at each whether somebody is there: the page is
 * visible, its window has the focus, and there was input within the last 5 s or media plays. Opening
 * a page, bringing it to the front and giving it the focus are input. Time during which the machine
 * is suspended is nobody's.
 *
 * Shares no code and no method with the SDK, which adds up intervals between events.
 *
 * @returns That; the time for which each page was open; and 10 s for each beat of 10 s that saw
 *   input, as page pings count.
 */
export function judge(scenario: Scenario): { truth: PerPage; wall: PerPage; pings: PerPage } {
  const names = pagesOf(scenario);
  const pages = new Map(names.map((name) => [name, newPage(name === 'a')]));
  const counts = new Map<string, Counts>(
    names.map((name) => [name, { truth: 0, wall: 0, pings: 0, active: false }]),
  );
  const acts = [...scenario.acts];
  for (let t = 0; t < scenario.s * 1000; t += STEP_MS) {
    while (acts[0] && acts[0][0] * 1000 <= t) perform(acts.shift()![1], t, pages, counts);
    for (const [name, page] of pages) count(page, counts.get(name)!, t);
  }
  const per = (of: (c: Counts) => number): PerPage =>
    new Map([...counts].map(([name, c]) => [name, of(c)]));
  return { truth: per((c) => c.truth), wall: per((c) => c.wall), pings: per((c) => c.pings) };
}

function newPage(isOpen: boolean): PageState {
  const rest = { isPlaying: false, actedAt: 0, openedAt: 0 };
  return { isOpen, isVisible: isOpen, hasFocus: isOpen, ...rest };
}

function count(page: PageState, sum: Counts, t: number): void {
  if (!page.isOpen) return;
  sum.wall += STEP_MS;
  const isThere = page.isPlaying || t - page.actedAt < GRACE_MS;
  if (page.isVisible && page.hasFocus && isThere) sum.truth += STEP_MS;
  if ((t + STEP_MS - page.openedAt) % BEAT_MS !== 0) return;
  if (sum.active) sum.pings += BEAT_MS;
  sum.active = false;
}

function perform(
  deed: string,
  t: number,
  pages: ReadonlyMap<string, PageState>,
  counts: ReadonlyMap<string, Counts>,
): void {
  const [verb = '', arg = ''] = deed.split(' ');
  const front = [...pages].find(([, page]) => page.isVisible && page.hasFocus) ?? [...pages][0]!;
  const [name, page] = front;
  if (INPUT.has(verb)) {
    page.actedAt = t;
    counts.get(name)!.active = true;
  } else if (verb === 'front' || verb === 'window') {
    for (const [other, state] of pages) switchTo(state, other === arg, verb === 'window', t);
  } else if (verb === 'blur') page.hasFocus = false;
  else if (verb === 'focus') Object.assign(page, { hasFocus: true, actedAt: t });
  else if (verb === 'play' || verb === 'pause') page.isPlaying = verb === 'play';
  else if (verb === 'away') Object.assign(page, { isOpen: false, isPlaying: false });
  else if (verb === 'back') Object.assign(page, { isOpen: true, actedAt: t, openedAt: t });
  // Suspended: whoever was there is not afterwards, until the next input. Wall clocks count it.
  else if (arg) sleep(Number(arg) * 1000, verb, pages, counts);
}

function switchTo(state: PageState, isChosen: boolean, bothVisible: boolean, t: number): void {
  const wasOpen = state.isOpen;
  state.isVisible = isChosen || (bothVisible && state.isVisible);
  state.hasFocus = isChosen;
  if (!isChosen) return;
  state.isOpen = true;
  state.actedAt = t;
  if (!wasOpen) state.openedAt = t;
}

function sleep(
  ms: number,
  verb: string,
  pages: ReadonlyMap<string, PageState>,
  counts: ReadonlyMap<string, Counts>,
): void {
  for (const [name, page] of pages) {
    if (ms > 0) page.actedAt = Number.NEGATIVE_INFINITY;
    if (page.isOpen && (ms > 0 || verb === 'sleep')) counts.get(name)!.wall += ms;
  }
}
