import { vi } from 'vitest';
import type { Choices } from '../../../src/consent/consent.ts';
import { forgetListeners } from './listeners.ts';

/** happy-dom's window with nothing of ours or of a platform in it, and Inkling's consent listened to. */
export function freshPage(): { win: Window & typeof globalThis; told: Choices[] } {
  const win = window as Window & typeof globalThis;
  forgetListeners();
  for (const symbol of Object.getOwnPropertySymbols(win)) {
    if (symbol.description?.startsWith('inkling')) Reflect.deleteProperty(win, symbol);
  }
  for (const name of [
    ...['__tcfapi', '__gpp', 'dataLayer', 'OnetrustActiveGroups', 'OneTrust', 'Cookiebot'],
    ...['UC_UI', 'Didomi', 'didomiOnReady', 'didomiEventListeners', 'ownConsent'],
  ]) {
    Reflect.deleteProperty(win, name);
  }
  document.head.innerHTML = '';
  document.body.innerHTML = '';
  setGpc(undefined);
  const told: Choices[] = [];
  Object.assign(win, { inkling: { consent: (choices: Choices) => told.push(choices) } });
  return { win, told };
}

/** Says what the browser says of Global Privacy Control. */
export function setGpc(value: unknown): void {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value, configurable: true });
}

/** The real timers of a page, moved by the test. */
export function fakeTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}
