import { expect, test, vi } from 'vitest';
import { gptFaults, pageSettings, startGpt } from '../../src/adapters/ads/gpt.ts';
import { startGtm } from '../../src/adapters/ads/gtm.ts';
import { startPrebid } from '../../src/adapters/ads/prebid.ts';
import { createRtdProvider } from '../../src/adapters/ads/prebid-rtd.ts';
import { type UserData, withOurs } from '../../src/adapters/ads/user-data.ts';
import { adPage } from './support/ads.ts';

const SEGMENTS = { a: 'A', b: 'B' };

/** As much of GPT as the adapter uses, over `@types/google-publisher-tag`'s shapes. */
function fakeGpt(win: object, isOld = false) {
  const configs: googletag.config.PageSettingsConfig[] = [];
  const calls: unknown[][] = [];
  const cmd = Object.assign([], { push: (run: () => void) => run() });
  const setConfig = (config: googletag.config.PageSettingsConfig): void =>
    void configs.push(config);
  const pubads = () => ({
    setTargeting: (...args: unknown[]) => calls.push(['set', ...args]),
    clearTargeting: (...args: unknown[]) => calls.push(['clear', ...args]),
  });
  Object.assign(win, { googletag: { cmd, setConfig, pubads, ...(!isOld && { getConfig() {} }) } });
  return { configs, calls };
}

test('GPT gets the key-value and the signals, and has them cleared', async () => {
  const page = adPage(['a', 'b']);
  const { configs } = fakeGpt(page.win);
  startGpt(page.win, { key: 'seg', segments: SEGMENTS, iab: { a: '6' } });
  page.activate('a');
  expect(configs).toEqual([]);
  (page.win as unknown as { inkling: { consent(c: object): void } }).inkling.consent({
    advertising: true,
  });
  await expect.poll(() => configs).toHaveLength(1);
  page.activate('a', 'b');
  page.activate();
  expect(configs).toEqual([
    { targeting: { seg: ['A'] }, pps: { taxonomies: { IAB_AUDIENCE_1_1: { values: ['6'] } } } },
    {
      targeting: { seg: ['A', 'B'] },
      pps: { taxonomies: { IAB_AUDIENCE_1_1: { values: ['6'] } } },
    },
    { targeting: { seg: null }, pps: { taxonomies: null } },
  ]);
});

test('what is set is of the type that GPT publishes', () => {
  const config: googletag.config.PageSettingsConfig = pageSettings({ segments: SEGMENTS }, ['b']);
  expect(config).toEqual({ targeting: { inkling: ['B'] } });
});

test('an older GPT gets the same by its service', async () => {
  const page = adPage(['a']);
  page.consent({ advertising: true });
  const { calls } = fakeGpt(page.win, true);
  startGpt(page.win, { segments: SEGMENTS });
  page.activate('a');
  await expect.poll(() => calls).toHaveLength(1);
  page.activate();
  expect(calls).toEqual([
    ['set', 'inkling', ['A']],
    ['clear', 'inkling'],
  ]);
});

test('before GPT has come, its queue waits', async () => {
  const page = adPage(['a']);
  page.consent({ advertising: true });
  startGpt(page.win, { segments: SEGMENTS });
  page.activate('a');
  const waiting = (): unknown[] | undefined =>
    (page.win as unknown as { googletag?: { cmd: unknown[] } }).googletag?.cmd;
  await expect.poll(() => waiting()?.length).toBe(1);
});

test.each([
  { name: 'plain ones', key: 'ink_seg', value: 'politics reader', faults: 0 },
  { name: 'the longest key', key: 'k'.repeat(20), value: 'v'.repeat(40), faults: 0 },
  { name: 'a key too long', key: 'k'.repeat(21), value: 'v', faults: 1 },
  { name: 'a value too long', key: 'k', value: 'v'.repeat(41), faults: 1 },
  { name: 'an empty value', key: 'k', value: '', faults: 1 },
  { name: 'a key with a space', key: 'k k', value: 'v', faults: 1 },
  { name: 'a key that begins with a digit', key: '1k', value: 'v', faults: 1 },
  { name: 'a value with a comma', key: 'k', value: 'v,w', faults: 1 },
])('Ad Manager takes or leaves $name', ({ key, value, faults }) => {
  expect(gptFaults({ key, segments: { a: value } })).toHaveLength(faults);
});

test('settings that Ad Manager would not take set nothing', () => {
  const page = adPage(['a']);
  page.consent({ advertising: true });
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  startGpt(page.win, { segments: { a: 'x=y' } });
  page.activate('a');
  expect(warn).toHaveBeenCalledOnce();
  expect(page.fetched).toEqual([]);
  warn.mockRestore();
});

test("our entry takes its own place among others' in user.data", () => {
  const other: UserData = { name: 'dmp.example', ext: { segtax: 4 }, segment: [{ id: '9' }] };
  const stale: UserData = { name: 'pub.example', ext: { segtax: 4 }, segment: [{ id: 'old' }] };
  const plain: UserData = { name: 'pub.example', segment: [{ id: 'kept' }] };
  const settings = { name: 'pub.example', segtax: 4, segments: SEGMENTS };
  expect(withOurs([stale, other, plain], settings, ['a'])).toEqual([
    other,
    plain,
    { name: 'pub.example', ext: { segtax: 4 }, segment: [{ id: 'A' }] },
  ]);
  expect(withOurs([stale, other], settings, [])).toEqual([other]);
  expect(withOurs(undefined, { name: 'x', segments: SEGMENTS }, ['b'])).toEqual([
    { name: 'x', segment: [{ id: 'B' }] },
  ]);
});

test('Prebid is told by its queue, and others keep their first-party data', async () => {
  const page = adPage(['a']);
  page.consent({ advertising: true });
  let ortb2: { user?: { data?: UserData[]; yob?: number } } = { user: { yob: 1 } };
  const que = Object.assign([], { push: (run: () => void) => run() });
  Object.assign(page.win, {
    ourPbjs: {
      que,
      getConfig: () => ortb2,
      mergeConfig: (config: { ortb2: typeof ortb2 }) => {
        ortb2 = { user: { ...ortb2.user, ...config.ortb2.user } };
      },
      setConfig: (config: { ortb2: typeof ortb2 }) => {
        ortb2 = config.ortb2;
      },
    },
  });
  startPrebid(page.win, { global: 'ourPbjs', name: 'pub.example', segments: SEGMENTS });
  page.activate('a');
  await expect
    .poll(() => ortb2)
    .toEqual({ user: { yob: 1, data: [{ name: 'pub.example', segment: [{ id: 'A' }] }] } });
  page.activate();
  expect(ortb2).toEqual({ user: { yob: 1, data: [] } });
});

test('the RTD provider always calls back, and adds what is known', async () => {
  const page = adPage(['a']);
  page.consent({ advertising: true });
  page.activate('a');
  const params = { name: 'pub.example', segtax: 4, segments: SEGMENTS };
  const provider = createRtdProvider(page.win);
  expect(provider.init({ params })).toBe(true);
  const request = { ortb2Fragments: { global: {} as { user?: { data?: UserData[] } } } };
  await new Promise<void>((done) => provider.getBidRequestData(request, done, { params }));
  expect(request.ortb2Fragments.global.user?.data).toEqual([
    { name: 'pub.example', ext: { segtax: 4 }, segment: [{ id: 'A' }] },
  ]);
});

test('without Inkling the RTD provider holds nobody up', () => {
  const page = adPage(['a']);
  Reflect.deleteProperty(page.win, 'inkling');
  const provider = createRtdProvider(page.win);
  provider.init({ params: { segments: SEGMENTS } });
  const done = vi.fn();
  provider.getBidRequestData({ ortb2Fragments: { global: {} } }, done, {});
  expect(done).toHaveBeenCalledOnce();
});

test('a tag manager hears a snapshot, then each step, then that all is over', async () => {
  const page = adPage(['a', 'b']);
  page.consent({ advertising: true });
  Object.assign(page.win, { dataLayer: [] });
  const { dataLayer } = page.win as unknown as { dataLayer: object[] };
  startGtm(page.win, { segments: { a: 'Ay', b: 'Bee' } });
  page.activate('a');
  await expect.poll(() => dataLayer).toEqual([{ event: 'inkling_segments', segments: 'Ay' }]);
  page.activate('a', 'b');
  page.activate('b');
  (page.win as unknown as { inkling: { consent(c: object): void } }).inkling.consent({
    advertising: false,
  });
  const step = (what: string, id: string, name: string, segments: string): object => {
    return { event: `inkling_segment_${what}`, segment_id: id, segment_name: name, segments };
  };
  expect(dataLayer.slice(1)).toEqual([
    step('entered', 'b', 'Bee', 'Ay,Bee'),
    step('exited', 'a', 'Ay', 'Bee'),
    step('exited', 'b', 'Bee', ''),
  ]);
});
