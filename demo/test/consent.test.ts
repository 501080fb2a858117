// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { startConsent } from '../client/consent.ts';
import type { Choices } from '../client/inkling.ts';

const BANNER = `<section data-consent-banner hidden>
<button data-consent="accept"></button><button data-consent="necessary"></button></section>
<button data-consent-open></button>`;

type Global = { inkling?: object };
const given: Choices[] = [];

beforeEach(() => {
  localStorage.clear();
  given.length = 0;
  document.body.innerHTML = BANNER;
  delete (window as Global).inkling;
});

function load(consent: Choices): void {
  (window as Global).inkling = {
    status: () => ({ consent }),
    consent: (choices: Choices) => given.push(choices),
  };
}
const banner = () => document.querySelector<HTMLElement>('[data-consent-banner]')!;
const click = (choice: string) =>
  document.querySelector<HTMLElement>(`button[data-consent="${choice}"]`)?.click();

test('asks where nobody has decided', async () => {
  load({});
  startConsent();
  await vi.waitFor(() => expect(banner().hidden).toBe(false));
  click('accept');
  expect(banner().hidden).toBe(true);
  expect(given).toEqual([{ storage: true, personalization: true, measurement: true }]);
  expect({ ...localStorage }).toEqual({});
});

test('does not ask again after a yes, which Inkling keeps', async () => {
  load({ storage: true });
  startConsent();
  await Promise.resolve();
  expect(banner().hidden).toBe(true);
  expect(given).toEqual([]);
});

test('passes a refusal on, and again on the next page, without asking', async () => {
  load({});
  startConsent();
  click('necessary');
  document.body.innerHTML = BANNER;
  startConsent();
  await Promise.resolve();
  expect(banner().hidden).toBe(true);
  const refusal = { storage: false, personalization: false, measurement: false };
  expect(given).toEqual([refusal, refusal]);
});

test('a choice can be changed, and waits for an SDK that has not come', () => {
  startConsent();
  document.querySelector<HTMLElement>('[data-consent-open]')?.click();
  expect(banner().hidden).toBe(false);
  click('accept');
  const { q } = (window as { inkling?: { q: unknown[][] } }).inkling ?? { q: [] };
  expect(q.map(([method]) => method)).toEqual(['consent']);
});
