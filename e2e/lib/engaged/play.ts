import { events, type WithSdk } from '../faults/sdk.ts';
import { openPuppeteerTab, type Tab, until } from '../faults/tab.ts';
import type { Lab, Room } from '../lab/lab.ts';
import type { LaunchedBrowser } from '../launch.ts';
import { pagesOf, type Scenario } from './scenario.ts';
import type { PerPage } from './truth.ts';

/** A moment that every scenario starts at. */
const START = Date.parse('2026-11-02T12:00:00Z');
/** By then the idle chunk is there. */
const SETTLED_MS = 500;
/** A page that comes back from the cache finds out how long it was away before anybody else asks. */
const RETURN = `const catchUp = () => {
  const away = Number(localStorage.getItem('lab-away') ?? 0);
  if (document.visibilityState !== 'visible' || !away) return;
  localStorage.removeItem('lab-away');
  window.__clock.jump(away, true);
};
for (const type of ['visibilitychange', 'pageshow', 'focus']) addEventListener(type, catchUp, true);
const audio = Object.assign(document.createElement('audio'), { loop: true });
audio.src = 'data:audio/wav;base64,' + btoa('RIFF' + String.fromCharCode(100,31,0,0) + 'WAVEfmt ' +
  String.fromCharCode(16,0,0,0,1,0,1,0,64,31,0,0,64,31,0,0,1,0,8,0) + 'data' +
  String.fromCharCode(64,31,0,0) + String.fromCharCode(128).repeat(8000));
document.body.append(audio);`;

/** Gives and takes the focus of a window: no driver can put another window before it. */
function setFocus(has: boolean): void {
  Object.defineProperty(document, 'hasFocus', { value: () => has, configurable: true });
  dispatchEvent(new FocusEvent(has ? 'focus' : 'blur'));
}

/** Makes a page visible beside the one in front, as in another window. */
function setVisible(): void {
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
}

/**
 * Plays a scenario in a browser, with real input, tabs, media and cache, and a clock that stands
 * still between two acts.
 *
 * @returns What the SDK recorded as engaged for each page, ms.
 */
export async function play(
  lab: Lab,
  { browser }: LaunchedBrowser,
  scenario: Scenario,
): Promise<PerPage> {
  const room = await lab.room();
  const tabs = new Map<string, Tab>();
  const stage: Stage = { room, tabs, now: 0, front: 'a', sleptMs: 0, leftAt: 0, open };
  async function open(name: string): Promise<Tab> {
    const tab = await openPuppeteerTab(browser);
    tabs.set(name, tab);
    await openPage(stage, tab, `/lab/${name}`);
    return tab;
  }
  try {
    await open('a');
    for (const [s, deed] of scenario.acts) {
      await passTo(stage, s * 1000);
      await perform(stage, deed);
    }
    await passTo(stage, scenario.s * 1000);
    for (const tab of tabs.values()) await tab.goto(room.page('/lab/elsewhere', { sdk: false }));
    const reader = await openPuppeteerTab(browser);
    tabs.set('reader', reader);
    await openPage(stage, reader, '/lab/reader');
    const all = await events(reader);
    return new Map(pagesOf(scenario).map((name) => [name, engagedOn(all, `/lab/${name}`)]));
  } finally {
    for (const tab of tabs.values()) await tab.close().catch(() => {});
    await room.close();
  }
}

function engagedOn(all: Awaited<ReturnType<typeof events>>, path: string): number {
  return all
    .filter(({ type, params }) => type === 'user_engagement' && params.path === path)
    .reduce((sum, { params }) => sum + Number(params.engagement_time_msec), 0);
}

interface Stage {
  readonly room: Room;
  readonly tabs: Map<string, Tab>;
  /** Ms since the start that were not slept through. */
  now: number;
  sleptMs: number;
  leftAt: number;
  front: string;
  open(name: string): Promise<Tab>;
}

async function openPage(stage: Stage, tab: Tab, path: string): Promise<void> {
  const frozenAt = START + stage.now + stage.sleptMs;
  await tab.goto(stage.room.page(path, { frozenAt, script: RETURN }));
  await until(() =>
    tab.call(() => {
      const { inkling } = window as unknown as WithSdk;
      const { mode, rules } = inkling.status();
      return mode === 'stored' && rules ? null : `mode ${mode}, rules ${rules}`;
    }),
  );
  await tab.call(async () => void (await (window as unknown as WithSdk).inkling.ready()));
  // The script of the second half comes by a timer; time that passes for it is the scenario's own.
  await tab.call((ms) => window.__clock.advance(ms), SETTLED_MS);
  await until(() =>
    tab.call(() => {
      const [chunk] = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('/idle.js'));
      return chunk ? null : 'no idle chunk yet';
    }),
  );
  // Compiled and run a moment after it has come.
  await tab.call(async () => {
    const { inkling } = window as unknown as WithSdk;
    await inkling.export();
  });
  behind.set(tab, -SETTLED_MS);
}

/** How far a tab's clock is behind the scenario's; a fresh one is ahead. */
const behind = new WeakMap<Tab, number>();

/** Lets time pass no faster than IndexedDB answers: a write has a deadline of a second. */
async function passInPieces(ms: number): Promise<void> {
  const { inkling } = window as unknown as WithSdk;
  for (let left = ms; left > 0; left -= 900) {
    await window.__clock.advance(Math.min(left, 900));
    while (inkling.status().pending > 0) {
      await new Promise<void>((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done();
        port2.postMessage(0);
      });
    }
  }
}

async function passTo(stage: Stage, ms: number): Promise<void> {
  const step = ms - stage.now;
  stage.now = ms;
  for (const tab of stage.tabs.values()) {
    const due = step + (behind.get(tab) ?? 0);
    behind.set(tab, Math.min(due, 0));
    const path = await tab.call(() => location.pathname);
    if (due > 0 && path !== '/lab/elsewhere') await tab.call(passInPieces, due);
  }
}

async function perform(stage: Stage, deed: string): Promise<void> {
  const [verb = '', arg = ''] = deed.split(' ');
  const tab = stage.tabs.get(stage.front)!;
  const page = tab.page!;
  if (verb === 'move') await page.mouse.move(100 + Math.random() * 500, 100 + Math.random() * 300);
  else if (verb === 'click') await page.mouse.click(300, 20);
  else if (verb === 'wheel') await turnWheel(tab);
  else if (verb === 'key') await page.keyboard.press('Shift');
  else if (verb === 'blur' || verb === 'focus') await tab.call(setFocus, verb === 'focus');
  else if (verb === 'play') await tab.call(() => document.querySelector('audio')!.play());
  else if (verb === 'pause') await tab.call(() => document.querySelector('audio')!.pause());
  else if (verb === 'front' || verb === 'window') await switchTo(stage, tab, verb, arg);
  else if (verb === 'away' || verb === 'back') await travel(stage, tab, verb);
  else await sleep(stage, verb === 'sleep-mono', Number(arg) * 1000);
  // What the browser does with it comes a task later, at the same moment of the scenario.
  for (const each of stage.tabs.values())
    await each.call(
      () =>
        new Promise<void>((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done();
          port2.postMessage(0);
        }),
    );
}

/** Turns the wheel and waits until the page has heard of it and stands still. */
async function turnWheel(tab: Tab): Promise<void> {
  await tab.call(() => {
    const heard = new Promise((done) => addEventListener('wheel', done, { once: true }));
    Object.assign(window, { labWheel: heard });
  });
  await tab.page!.mouse.wheel({ deltaY: 10 });
  await tab.call(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await (window as unknown as { labWheel: Promise<void> }).labWheel;
    for (let y = -1; y !== scrollY; ) {
      y = scrollY;
      for (let i = 0; i < 4; i += 1) await frame();
    }
  });
}

async function switchTo(stage: Stage, from: Tab, verb: string, to: string): Promise<void> {
  if (verb === 'window') await from.call(setVisible);
  if (verb === 'window') await from.call(setFocus, false);
  const known = stage.tabs.get(to);
  const tab = known ?? (await stage.open(to));
  await tab.front();
  stage.front = to;
  if (verb === 'window') await tab.call(setFocus, true);
}

async function travel(stage: Stage, tab: Tab, verb: string): Promise<void> {
  if (verb === 'away') {
    stage.leftAt = stage.now + stage.sleptMs;
    await tab.goto(stage.room.page('/lab/elsewhere', { sdk: false }));
    return;
  }
  const away = stage.now + stage.sleptMs - stage.leftAt;
  await tab.call((ms) => localStorage.setItem('lab-away', `${ms}`), away);
  await tab.back();
  await until(() =>
    tab.call(() => {
      if (location.pathname === '/lab/elsewhere') return 'still elsewhere';
      return window.__host.restored ? null : 'not restored';
    }),
  );
}

async function sleep(stage: Stage, mono: boolean, ms: number): Promise<void> {
  stage.sleptMs += ms;
  for (const tab of stage.tabs.values()) {
    await tab.call((n, m) => window.__clock.jump(n, m), ms, mono);
  }
}
