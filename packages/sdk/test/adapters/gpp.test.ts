import { CmpApi } from '@iabgpp/cmpapi';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readGppPing, startGpp } from '../../src/adapters/consent/gpp.ts';
import type { Choices } from '../../src/consent/consent.ts';
import rows from './gpp-ping.json' with { type: 'json' };
import { fakeTimers, freshPage } from './support/page.ts';

interface Row {
  readonly name: string;
  readonly ping: unknown;
  readonly outside?: 'undecided';
  /** Of a decided row; what stays on the site is allowed then. */
  readonly advertising?: boolean;
  readonly opinion?: object | null;
}

test.each(rows as Row[])('reads $name', ({ ping, outside, advertising, opinion }) => {
  const expected =
    advertising === undefined
      ? opinion
      : {
          ...{ storage: true, personalization: true, measurement: true },
          ...{ advertising, identity: advertising },
        };
  expect(readGppPing(ping, { outside: outside ?? 'granted' })).toEqual(expected);
});

describe("with IAB Tech Lab's own platform", () => {
  let win: Window & typeof globalThis;
  let told: Choices[];
  beforeEach(() => {
    fakeTimers();
    ({ win, told } = freshPage());
  });
  const answer = (cmp: CmpApi, section: string, fields: object): void => {
    cmp.setSignalStatus('not ready' as never);
    for (const [name, value] of Object.entries(fields)) cmp.setFieldValue(section, name, value);
    cmp.fireSectionChange(section);
    cmp.setSignalStatus('ready' as never);
  };

  test('an opt-out and its return are told once the platform is done', () => {
    const cmp = new CmpApi(1, 1);
    startGpp(win, {});
    cmp.setApplicableSections([7]);
    answer(cmp, 'usnat', { SaleOptOut: 2, SharingOptOut: 2, TargetedAdvertisingOptOut: 2 });
    answer(cmp, 'usnat', { SaleOptOut: 1 });
    answer(cmp, 'usnat', { SaleOptOut: 2 });
    const ads = (yes: boolean): Choices => ({ advertising: yes, identity: yes });
    expect(told).toEqual([
      { storage: true, personalization: true, measurement: true, ...ads(true) },
      ads(false),
      ads(true),
    ]);
  });

  test("the browser's opt-out inside the section counts", () => {
    const cmp = new CmpApi(1, 1);
    startGpp(win, {});
    cmp.setApplicableSections([8]);
    answer(cmp, 'usca', { SaleOptOut: 2, SharingOptOut: 2, Gpc: true });
    expect(told).toEqual([expect.objectContaining({ storage: true, advertising: false })]);
  });

  test('a platform that comes late, or never becomes ready', () => {
    startGpp(win, {});
    vi.advanceTimersByTime(20_000);
    const cmp = new CmpApi(1, 1);
    vi.advanceTimersByTime(6_000);
    cmp.setApplicableSections([7]);
    cmp.setFieldValue('usnat', 'SaleOptOut', 2);
    cmp.fireSectionChange('usnat');
    expect(told).toEqual([]);
    cmp.setSignalStatus('ready' as never);
    expect(told).toHaveLength(1);
  });
});
