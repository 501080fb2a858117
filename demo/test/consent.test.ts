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

function load(consent: Choices | undefined): void {
  (window as Global).inkling = {
    status: () => ({ consent }),
    consent: (choices: Choices) => given.push(choices),
  };
}
const banner = () => document.querySelector<HTMLElement>('[data-consent-banner]')!;
const click = (choice: string) =>
  document.querySelector<HTMLElement>(`button[data-consent="${choice}"]`)?.click();

test('asks where nobody has decided', async () => {
  load(undefined);
  startConsent();
  await vi.waitFor(() => expect(banner().hidden).toBe(false));
  click('accept');
  expect(banner().hidden).toBe(true);
  expect(given).toEqual([{ storage: true, personalization: true, measurement: true }]);
  expect({ ...localStorage }).toEqual({});
});

test.each([true, false])(
  'does not ask again after storage: %s, which Inkling keeps',
  async (storage) => {
    load({ storage });
    startConsent();
    await Promise.resolve();
    expect(banner().hidden).toBe(true);
    expect(given).toEqual([]);
  },
);

test('passes a refusal on', () => {
  load(undefined);
  startConsent();
  click('necessary');
  expect(banner().hidden).toBe(true);
  expect(given).toEqual([{ storage: false, personalization: false, measurement: false }]);
});

test('a choice can be changed, and waits for an SDK that has not come', () => {
  startConsent();
  document.querySelector<HTMLElement>('[data-consent-open]')?.click();
  expect(banner().hidden).toBe(false);
  click('accept');
  const { q } = (window as { inkling?: { q: unknown[][] } }).inkling ?? { q: [] };
  expect(q.map(([method]) => method)).toEqual(['consent']);
});
