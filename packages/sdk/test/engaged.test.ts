import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startEngaged } from '../src/capture/engaged.ts';
import { fakeHost } from './support/fake-host.ts';

let visible = true;
let focused = true;

beforeEach(() => {
  visible = true;
  focused = true;
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() =>
    visible ? 'visible' : 'hidden',
  );
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused);
});
afterEach(() => vi.restoreAllMocks());

function start(over: { readonly shownFor?: number } = {}) {
  const host = fakeHost();
  const beats: number[] = [];
  const engaged = startEngaged(host, 5_000, host.clock.mono() - (over.shownFor ?? 0), (ms) =>
    beats.push(ms),
  );
  const total = (): number => {
    engaged.flush();
    return beats.reduce((sum, ms) => sum + ms, 0);
  };
  const act = (type = 'keydown'): void => void window.dispatchEvent(new Event(type));
  const see = (now: boolean): void => {
    visible = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const focus = (now: boolean): void => {
    focused = now;
    window.dispatchEvent(new Event(now ? 'focus' : 'blur'));
  };
  return { host, pass: host.clock.pass, act, see, focus, beats, total };
}

test.each([
  { name: 'one ms before the grace ends', ms: 4_999, engaged: 4_999 },
  { name: 'at its end', ms: 5_000, engaged: 5_000 },
  { name: 'long after it', ms: 60_000, engaged: 5_000 },
])('loading counts as an act: $name', ({ ms, engaged }) => {
  const page = start();
  page.pass(ms);
  expect(page.total()).toBe(engaged);
});

test('time from the load counts, though counting began later', () => {
  const page = start({ shownFor: 1_200 });
  page.pass(500);
  expect(page.total()).toBe(1_700);
  const late = start({ shownFor: 9_000 });
  late.pass(500);
  expect(late.total()).toBe(5_000);
});

test('an act prolongs, windows do not add up', () => {
  const page = start();
  page.pass(3_000);
  page.act();
  page.act('scroll');
  page.pass(20_000);
  expect(page.total()).toBe(8_000);
});

test('an act after a pause begins again', () => {
  const page = start();
  page.pass(30_000);
  page.act('mousemove');
  page.pass(2_000);
  expect(page.total()).toBe(7_000);
});

test('a hidden page stops at once, and a beat is handed on', () => {
  const page = start();
  page.pass(2_000);
  page.see(false);
  expect(page.beats).toEqual([2_000]);
  page.pass(10_000);
  page.act();
  page.pass(1_000);
  page.see(true);
  page.pass(1_500);
  expect(page.total()).toBe(3_500);
});

test('a window without focus does not count, so that two windows do not count twice', () => {
  const page = start();
  page.pass(1_000);
  page.focus(false);
  page.pass(4_000);
  page.act('mousemove');
  page.pass(4_000);
  page.focus(true);
  page.pass(700);
  expect(page.total()).toBe(1_700);
});

test('playing media counts without any act, until it pauses', () => {
  const page = start();
  const video = document.body.appendChild(document.createElement('video'));
  page.pass(1_000);
  video.dispatchEvent(new Event('play'));
  page.pass(60_000);
  video.dispatchEvent(new Event('pause'));
  page.pass(60_000);
  expect(page.total()).toBe(61_000);
});

test('a suspended machine with media playing gains no more than the grace', () => {
  const page = start();
  const video = document.body.appendChild(document.createElement('video'));
  video.dispatchEvent(new Event('play'));
  page.host.clock.after = () => () => {}; // No timer fires while the machine sleeps.
  page.act();
  page.pass(3_600_000);
  expect(page.total()).toBeLessThanOrEqual(7_500);
});

test('a beat comes at least every 10 s while somebody is there', () => {
  const page = start();
  for (let i = 0; i < 40; i++) {
    page.pass(1_000);
    page.act();
  }
  expect(Math.max(...page.beats)).toBeLessThanOrEqual(10_000);
  expect(page.beats.length).toBeGreaterThanOrEqual(3);
  expect(page.total()).toBe(40_000);
});

test('an hour without anybody makes no beats and no timers', () => {
  const page = start();
  page.pass(6_000);
  const { length } = page.beats;
  page.pass(3_600_000);
  expect(page.beats.length - length).toBeLessThanOrEqual(1);
});
