import { CmpApi, CmpApiModel } from '@iabtcf/cmpapi';
// @ts-expect-error: it comes without types.
import installStub from '@iabtcf/stub';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Mapping } from '../../src/adapters/consent/opinion.ts';
import { readTcData, startTcf, TCF_MAPPING } from '../../src/adapters/consent/tcf.ts';
import type { Choices } from '../../src/consent/consent.ts';
import { fakeTimers, freshPage } from './support/page.ts';
import { tcString } from './support/tc-string.ts';
import rows from './tcf-data.json' with { type: 'json' };

interface Row {
  readonly name: string;
  readonly data: unknown;
  readonly settings?: { readonly map?: Mapping; readonly outside?: 'undecided' };
  readonly opinion: object | null;
}

test.each(rows as Row[])('reads $name', ({ data, settings, opinion }) => {
  const map = { ...TCF_MAPPING, ...settings?.map };
  expect(readTcData(data, { map, outside: settings?.outside ?? 'granted' })).toEqual(opinion);
});

const YES: Choices = { storage: true, personalization: true, measurement: true, advertising: true };
const NO: Choices = {
  storage: false,
  personalization: false,
  measurement: false,
  advertising: false,
};
const ALL = tcString({ consents: [1, 3, 4, 5, 6, 8] });

describe("with IAB Tech Lab's own platform", () => {
  let win: Window & typeof globalThis;
  let told: Choices[];
  beforeEach(() => {
    fakeTimers();
    CmpApiModel.reset(); // Its state is one for all.
    ({ win, told } = freshPage());
  });
  const load = (): CmpApi => new CmpApi(31, 1, true);

  test('nothing is decided while its dialog is open', () => {
    const cmp = load();
    startTcf(win, {});
    cmp.update('', true);
    cmp.update(tcString({ legitimateInterests: [7, 8] }), true);
    expect(told).toEqual([]);
  });

  test('an answer kept from an earlier visit counts at once', () => {
    const cmp = load();
    cmp.update(ALL);
    startTcf(win, {});
    expect(told).toEqual([YES]);
  });

  test('a yes, a narrower choice and a withdrawal are each told as they come', () => {
    const cmp = load();
    startTcf(win, {});
    cmp.update('', true);
    cmp.update(ALL);
    cmp.update(tcString({ consents: [1, 5, 6], legitimateInterests: [8] }), true);
    expect(told).toEqual([YES]);
    cmp.update(tcString({ consents: [1, 5, 6], legitimateInterests: [8] }));
    cmp.update(tcString({}));
    expect(told).toEqual([
      YES,
      { advertising: false },
      { storage: false, personalization: false, measurement: false },
    ]);
  });

  test('a visitor outside the law is let in', () => {
    const cmp = load();
    startTcf(win, {});
    cmp.update(null);
    expect(told).toEqual([YES]);
  });

  test('its queue keeps our place, and the platform itself need not answer twice', () => {
    installStub();
    startTcf(win, {});
    const cmp = load();
    cmp.update(ALL);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([YES]);
  });

  test('a platform that comes a minute late is found', () => {
    startTcf(win, {});
    vi.advanceTimersByTime(60_000);
    const cmp = load();
    cmp.update(ALL);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(16_000);
    expect(told).toEqual([YES]);
  });

  test('a platform that fails leaves everything open', () => {
    const cmp = load();
    startTcf(win, {});
    cmp.disable();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
  });

  test('a forged platform in its place cannot say yes for it', () => {
    const cmp = load();
    cmp.update(tcString({}));
    startTcf(win, {});
    const forged = { gdprApplies: false };
    Object.assign(win, {
      __tcfapi: (_: string, __: number, listener: (data: object, ok: boolean) => void) =>
        listener(forged, true),
    });
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([NO]);
  });
});

test('a platform that throws, refuses or talks nonsense harms nobody', () => {
  fakeTimers();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { win, told } = freshPage();
  Object.assign(win, {
    __tcfapi: () => {
      throw new Error('broken');
    },
  });
  expect(() => startTcf(win, {})).not.toThrow();
  expect(warn).toHaveBeenCalledOnce();
  Object.assign(win, {
    __tcfapi(_: string, __: number, listener: (...args: unknown[]) => void) {
      listener({ gdprApplies: false }, false);
      listener(undefined, true);
    },
  });
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});
