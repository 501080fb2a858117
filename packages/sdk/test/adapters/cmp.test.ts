import { beforeEach, expect, test, vi } from 'vitest';
import { startCmp } from '../../src/adapters/consent/cmp.ts';
import type { Choices } from '../../src/consent/consent.ts';
import { freshPage } from './support/page.ts';

let win: Window & typeof globalThis;
let told: Choices[];
beforeEach(() => {
  ({ win, told } = freshPage());
});
const say = (type: string, detail?: unknown): void => {
  win.dispatchEvent(new CustomEvent(type, { detail }));
};
const NO: Choices = {
  storage: false,
  personalization: false,
  measurement: false,
  advertising: false,
};

test('OneTrust: groups before the answer, an answer, a withdrawal', () => {
  let closed = false;
  Object.assign(win, {
    OnetrustActiveGroups: ',C0001,',
    OneTrust: { IsAlertBoxClosed: () => closed },
  });
  startCmp(win, { recipe: 'onetrust' });
  say('OneTrustGroupsUpdated', ['C0001']);
  expect(told).toEqual([]);
  closed = true;
  Object.assign(win, { OnetrustActiveGroups: ',C0001,C0002,C0003,' });
  say('OneTrustGroupsUpdated', ['C0001', 'C0002', 'C0003']);
  expect(told).toEqual([
    { storage: true, personalization: true, measurement: true, advertising: false },
  ]);
  Object.assign(win, { OnetrustActiveGroups: ',C0001,' });
  say('OneTrustGroupsUpdated', ['C0001']);
  expect(told.at(-1)).toEqual({ storage: false, personalization: false, measurement: false });
});

test('OneTrust: where no consent is due its groups are active without an answer', () => {
  Object.assign(win, {
    OnetrustActiveGroups: ',C0001,C0002,C0003,C0004,',
    OneTrust: { IsAlertBoxClosed: () => false },
  });
  startCmp(win, { recipe: 'onetrust' });
  expect(told).toEqual([
    { storage: true, personalization: true, measurement: true, advertising: true },
  ]);
});

test('Cookiebot: before the answer, an answer, a withdrawal', () => {
  const consent = { necessary: true, preferences: false, statistics: false, marketing: false };
  const Cookiebot = { hasResponse: false, consent };
  startCmp(win, { recipe: 'cookiebot' });
  Object.assign(win, { Cookiebot });
  say('CookiebotOnConsentReady');
  expect(told).toEqual([]);
  Cookiebot.hasResponse = true;
  Object.assign(consent, { preferences: true, statistics: true });
  say('CookiebotOnAccept');
  expect(told).toEqual([
    { storage: true, personalization: true, measurement: true, advertising: false },
  ]);
  Object.assign(consent, { preferences: false, statistics: false });
  say('CookiebotOnDecline');
  expect(told.at(-1)).toEqual({ storage: false, personalization: false, measurement: false });
});

test('Usercentrics 3: categories of which every service was given', () => {
  const detail = (given: boolean, marketing: boolean, type: string): object => ({
    services: {
      a: { category: 'functional', consent: { given, type } },
      b: { category: 'marketing', consent: { given: marketing, type } },
      c: { category: 'marketing', consent: { given, type } },
    },
  });
  startCmp(win, { recipe: 'usercentrics' });
  say('UC_CONSENT', detail(false, false, 'IMPLICIT'));
  expect(told).toEqual([]);
  say('UC_CONSENT', detail(true, false, 'EXPLICIT'));
  expect(told).toEqual([
    { storage: true, personalization: true, measurement: true, advertising: false },
  ]);
  say('UC_CONSENT', detail(false, false, 'EXPLICIT'));
  expect(told.at(-1)).toEqual({ storage: false, personalization: false, measurement: false });
});

test('Usercentrics 2: the same by its function', () => {
  const service = (categorySlug: string, status: boolean, type: string): object => ({
    categorySlug,
    consent: { status, history: [{ type }] },
  });
  let services = [
    service('functional', false, 'implicit'),
    service('marketing', false, 'implicit'),
  ];
  Object.assign(win, { UC_UI: { getServicesBaseInfo: () => services } });
  startCmp(win, { recipe: 'usercentrics' });
  expect(told).toEqual([]);
  services = [service('functional', true, 'explicit'), service('marketing', false, 'explicit')];
  say('UC_UI_CMP_EVENT', { type: 'SAVE' });
  expect(told).toEqual([
    { storage: true, personalization: true, measurement: true, advertising: false },
  ]);
});

test('Didomi: its own queues, before and after it has come', () => {
  let enabled = false;
  let due = true;
  const ids = ['cookies', 'create_content_profile', 'select_personalized_content'];
  startCmp(win, { recipe: 'didomi' });
  const page = win as unknown as {
    didomiOnReady: (() => void)[];
    didomiEventListeners: { event: string; listener(): void }[];
  };
  Object.assign(win, {
    Didomi: {
      getCurrentUserStatus: () => ({
        purposes: Object.fromEntries(ids.map((id) => [id, { id, enabled }])),
      }),
      shouldUserStatusBeCollected: () => due,
    },
  });
  for (const ready of page.didomiOnReady) ready();
  expect(told).toEqual([]);
  enabled = true;
  due = false;
  const changed = page.didomiEventListeners.find(({ event }) => event === 'consent.changed');
  changed?.listener();
  expect(told).toEqual([
    { storage: true, personalization: true, measurement: false, advertising: false },
  ]);
  enabled = false;
  changed?.listener();
  expect(told.at(-1)).toEqual({ storage: false, personalization: false });
});

test('a function of the site, asked at once and after the events it names', () => {
  let answer: unknown = null;
  Object.assign(win, { ownConsent: () => answer });
  startCmp(win, { call: 'ownConsent', on: ['own-consent'] });
  for (const nonsense of [
    undefined,
    7,
    'yes',
    { storage: 'yes' },
    Object.create({ storage: true }),
  ]) {
    answer = nonsense;
    say('own-consent');
  }
  expect(told).toEqual([]);
  answer = { storage: true, personalization: true, measurement: true, advertising: true };
  say('own-consent');
  expect(told).toEqual([answer]);
  answer = NO;
  say('own-consent');
  expect(told.at(-1)).toEqual(NO);
});

test('a site may map categories otherwise', () => {
  const consent = { preferences: false, statistics: true, marketing: false };
  Object.assign(win, { Cookiebot: { hasResponse: true, consent } });
  startCmp(win, { recipe: 'cookiebot', map: { personalization: ['statistics'] } });
  expect(told).toEqual([
    { storage: false, personalization: true, measurement: true, advertising: false },
  ]);
});

test.each(['', 'unheard-of', 'constructor', '__proto__'])(
  'an unknown recipe %j does nothing, and says so',
  (recipe) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    startCmp(win, { recipe });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(`"${recipe}"`));
    expect(told).toEqual([]);
    warn.mockRestore();
  },
);
