import { vi } from 'vitest';
import type { Choices } from '../../../src/consent/consent.ts';
import { forgetListeners } from './listeners.ts';

const EDGE = 'https://edge.example';

/** A page with the SDK, as adapters for ads see it, and levers for what they look at. */
export interface AdPage {
  readonly win: Window & typeof globalThis;
  /** Activates exactly these, as the SDK does. */
  activate(...segments: string[]): void;
  /** Makes a choice in this tab. */
  consent(choices: Choices): void;
  /** Makes a choice in another tab. */
  consentElsewhere(choices: Choices | null): void;
  /** Addresses that were fetched. */
  readonly fetched: string[];
}

/** What the edge says of sizes. */
export function population(large: readonly string[], over: object = {}): object {
  const word = { v: 1, kind: 'population', site: 's', expires: 4e12, large, ...over };
  return { v: 1, kid: 'k', sig: 's', payload: JSON.stringify(word) };
}

export function adPage(large: readonly string[], answer: object = population(large)): AdPage {
  const win = window as Window & typeof globalThis;
  forgetListeners();
  localStorage.clear();
  delete document.documentElement.dataset.inkling;
  const tag = document.createElement('script');
  tag.type = 'text/plain';
  Object.assign(tag.dataset, { site: 's', edge: EDGE });
  document.head.replaceChildren(tag);
  for (const name of ['googletag', 'pbjs', 'dataLayer']) Reflect.deleteProperty(win, name);

  let choices: Choices = {};
  const inkling = {
    status: () => ({ consent: choices }),
    consent(next: Choices) {
      choices = { ...choices, ...next };
      localStorage.setItem('inkling:consent', JSON.stringify(choices));
    },
    forget: async () => inkling.consent({ advertising: false }),
    reset: async () => {},
  };
  Object.assign(win, { inkling });
  const fetched: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    fetched.push(url);
    return Response.json(answer);
  });
  return {
    win,
    fetched,
    activate(...segments) {
      if (segments.length) document.documentElement.dataset.inkling = segments.join(' ');
      else delete document.documentElement.dataset.inkling;
      document.dispatchEvent(new CustomEvent('inkling:change', { detail: {} }));
    },
    consent: (next) => inkling.consent(next),
    consentElsewhere(next) {
      if (next) localStorage.setItem('inkling:consent', JSON.stringify(next));
      else localStorage.removeItem('inkling:consent');
      win.dispatchEvent(new StorageEvent('storage', { key: 'inkling:consent' }));
    },
  };
}
