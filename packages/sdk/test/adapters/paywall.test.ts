import type { Poool } from 'poool-access';
import { expect, test, vi } from 'vitest';
import {
  type CustomChoice,
  type OfferwallRequest,
  offerwallAnswer,
  startOfferwall,
} from '../../src/adapters/paywall/offerwall.ts';
import { startPiano } from '../../src/adapters/paywall/piano.ts';
import { type PooolConfig, startPoool } from '../../src/adapters/paywall/poool.ts';
import {
  type SwgEntitlements,
  type SwgPropensity,
  startSwg,
} from '../../src/adapters/paywall/swg.ts';
import { adPage } from './support/ads.ts';

const SEGMENTS = { loyal: 'LOYAL', regular: 'REGULAR' };
type Consent = { inkling: { consent(choices: object): void } };
const withdraw = (win: object): void =>
  (win as Consent).inkling.consent({ personalization: false });

test('Piano gets the values in its variable, and an empty one when it is over', async () => {
  const page = adPage(['loyal', 'regular']);
  const tp: unknown[] = [];
  Object.assign(page.win, { tp });
  page.consent({ personalization: true });
  startPiano(page.win, { variable: 'segments', segments: SEGMENTS });
  page.activate('regular', 'loyal');
  await expect.poll(() => tp).toEqual([['setCustomVariable', 'segments', 'LOYAL,REGULAR']]);
  withdraw(page.win);
  expect(tp.at(-1)).toEqual(['setCustomVariable', 'segments', '']);
});

test('Piano hears nothing without consent to personalisation, or of segments too small', async () => {
  const page = adPage([]);
  const tp: unknown[] = [];
  Object.assign(page.win, { tp });
  startPiano(page.win, { segments: SEGMENTS });
  page.activate('loyal');
  expect(page.fetched).toEqual([]);
  (page.win as unknown as Consent).inkling.consent({ personalization: true });
  await expect.poll(() => page.fetched).toHaveLength(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(tp).toEqual([]);
});

test('Poool gets the first of the segments, as its configuration takes it', async () => {
  const page = adPage(['loyal', 'regular']);
  page.consent({ personalization: true });
  page.activate('regular', 'loyal');
  startPoool(page.win, { segments: SEGMENTS });
  const ask = (page.win as unknown as { inklingPoool(): Promise<PooolConfig> }).inklingPoool;
  const config: Poool.AccessConfigOptions = await ask();
  expect(config).toEqual({ custom_segment: 'LOYAL' });
  withdraw(page.win);
  expect(await ask()).toEqual({});
});

test('Poool waits half a second at most', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const page = adPage([]);
  Reflect.deleteProperty(page.win, 'inkling');
  startPoool(page.win, { segments: SEGMENTS });
  const answer = (page.win as unknown as { inklingPoool(): Promise<PooolConfig> }).inklingPoool();
  vi.advanceTimersByTime(500);
  expect(await answer).toEqual({});
  vi.useRealTimers();
});

test.each([
  { grant: ['sub'], offer: ['loyal'], active: ['sub', 'loyal'], answer: 'ACCESS_GRANTED' },
  { grant: ['sub'], offer: ['loyal'], active: ['loyal'], answer: 'ACCESS_NOT_GRANTED' },
  { grant: ['sub'], offer: ['loyal'], active: ['other'], answer: 'CUSTOM_CHOICE_DISABLED' },
  { grant: ['sub'], offer: undefined, active: [], answer: 'ACCESS_NOT_GRANTED' },
  { grant: undefined, offer: [], active: ['loyal'], answer: 'CUSTOM_CHOICE_DISABLED' },
])('Offerwall: $active is answered $answer', ({ grant, offer, active, answer }) => {
  const settings = { ...(grant && { grant }), ...(offer && { offer }) };
  expect(offerwallAnswer(settings, active)).toBe(answer);
});

test('Offerwall asks the registry, and the page does what the choice is', async () => {
  const { win } = adPage([]);
  const InitializeResponseEnum = {
    ACCESS_GRANTED: 1,
    ACCESS_NOT_GRANTED: 2,
    CUSTOM_CHOICE_DISABLED: 3,
  };
  Object.assign(win, { googlefc: { offerwall: { customchoice: { InitializeResponseEnum } } } });
  startOfferwall(win, { offer: ['loyal'] });
  const { customchoice } = (
    win as unknown as { googlefc: { offerwall: { customchoice: { registry: CustomChoice } } } }
  ).googlefc.offerwall;
  expect(await customchoice.registry.initialize()).toBe(3);
  document.documentElement.dataset.inkling = 'loyal';
  expect(await customchoice.registry.initialize()).toBe(2);
  expect(await customchoice.registry.show()).toBe(false);
  document.addEventListener('inkling:offerwall', (event) => {
    event.preventDefault();
    (event as CustomEvent<OfferwallRequest>).detail.done(true);
  });
  expect(await customchoice.registry.show()).toBe(true);
});

const entitled = (over: Partial<Record<keyof SwgEntitlements, boolean>>): SwgEntitlements => ({
  enablesThis: () => over.enablesThis ?? false,
  enablesThisWithGoogleMetering: () => over.enablesThisWithGoogleMetering ?? false,
  enablesAny: () => over.enablesAny ?? false,
});

function swgPage(settings: { propensity?: boolean }) {
  const page = adPage([]);
  const tracked: unknown[][] = [];
  const told: string[] = [];
  Object.assign((page.win as unknown as Consent).inkling, {
    track: (...call: unknown[]) => tracked.push(call),
  });
  const api: SwgPropensity = {
    sendSubscriptionState: (state) => void told.push(state),
    getPropensity: async () => ({
      header: { ok: true },
      body: {
        scores: [
          { product: 'p:basic', score: { value: 12, bucketed: true } },
          { product: 'p:none' },
        ],
      },
    }),
  };
  const push = (run: (swg: object) => unknown) => run({ getPropensityModule: async () => api });
  Object.assign(page.win, { SWG: { push } });
  startSwg(page.win, settings);
  const { inklingSwg } = page.win as unknown as { inklingSwg(e: unknown): Promise<void> };
  return { page, tracked, told, hear: inklingSwg };
}

test.each([
  {
    name: 'a subscriber of this',
    over: { enablesThis: true, enablesAny: true },
    state: 'subscriber',
    metered: false,
  },
  {
    name: 'a subscriber of something else',
    over: { enablesAny: true },
    state: 'subscriber',
    metered: false,
  },
  { name: 'nobody', over: {}, state: 'non_subscriber', metered: false },
  {
    name: 'a metered read',
    over: { enablesThis: true, enablesAny: true, enablesThisWithGoogleMetering: true },
    state: 'non_subscriber',
    metered: true,
  },
])('Subscribe with Google: $name is recorded as $state', async ({ over, state, metered }) => {
  const { hear, tracked, told } = swgPage({});
  await hear(Promise.resolve(entitled(over)));
  expect(tracked).toEqual([['subscription_state', { state, source: 'swg', metered }]]);
  expect(told).toEqual([]);
});

test('the propensity is asked for with consent only, and recorded where there is a score', async () => {
  const { hear, page, told, tracked } = swgPage({ propensity: true });
  await hear(entitled({}));
  expect(told).toEqual([]);
  page.consent({ advertising: true });
  await hear(entitled({}));
  await expect.poll(() => tracked).toHaveLength(3);
  expect(told).toEqual(['non_subscriber']);
  expect(tracked.at(-1)).toEqual([
    'propensity_score',
    { product: 'p:basic', score: 12, bucketed: true },
  ]);
});
