import type { Inkling } from './api.ts';
import { type ClientParts, createClient } from './client.ts';
import { createConsent } from './consent/consent.ts';

import { browserHost } from './lib/browser-host.ts';
import { type Config, readConfig } from './lib/config.ts';
import type { Stub } from './stub/stub.ts';

type Page = Window & typeof globalThis & { inkling?: Partial<Inkling & Stub> };

/** What `startInkling` may be given instead of what it finds on the page. */
export interface StartOptions
  extends Partial<Pick<ClientParts, 'loadIdle' | 'loadReports' | 'loadExtra'>> {
  /** Instead of the script tag's attributes. */
  readonly config?: Config;
}

/**
 * Puts the SDK on the page as `window.inkling`, with the calls that waited for it.
 *
 * @returns What is on the page then: the SDK that was there already, if there was one, with a
 *   warning; `null` where no script tag of ours names a site.
 */
export function startInkling(
  win: Window & typeof globalThis,
  options: StartOptions = {},
): Inkling | null {
  const page = win as Page;
  const waiting = page.inkling;
  if (waiting && !waiting.q) {
    win.console.warn('Inkling is on this page already; the second tag does nothing.');
    return waiting as Inkling;
  }
  const config = options.config ?? readConfig(win.document, win);
  if (!config) return null;
  const host = browserHost(win, (key) => key === 'consent' || consent.allows('storage'));
  const consent = createConsent(
    config.consent === 'required',
    (win.navigator as { readonly globalPrivacyControl?: unknown }).globalPrivacyControl,
    host.keys.get('consent'),
    (choices) => host.keys.set('consent', choices),
  );
  const client = createClient({
    loadIdle: () => import(`${config.base}idle.js`),
    loadReports: () => import(`${config.base}reports.js`),
    loadExtra: () => import(`${config.base}extra.js`),
    ...options,
    host,
    config,
    consent,
  });
  page.inkling = client.api;
  for (const call of waiting?.q ?? []) client.replay(call);
  client.start();
  return client.api;
}
