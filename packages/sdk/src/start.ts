import type { Inkling } from './api.ts';
import { createClient, type Loaders } from './client.ts';
import { createConsent } from './consent/consent.ts';
import { browserHost } from './lib/browser-host.ts';
import { type Config, readConfig } from './lib/config.ts';
import type { Stub } from './stub/stub.ts';

/** What `startInkling` may be given instead of what it finds on the page. */
export interface StartOptions {
  /** Instead of the script tag's attributes. */
  readonly config?: Config;
  /** Instead of the files beside the script. */
  readonly loaders?: Loaders;
}

/**
 * Puts the SDK on the page as `window.inkling`, with the calls that waited for it.
 *
 * @returns What is on the page then: the SDK that was there already, if there was one, with a
 *   warning; `undefined` where no script tag of ours names a site.
 */
export function startInkling(
  win: Window & typeof globalThis,
  { config = readConfig(win), loaders }: StartOptions = {},
): Inkling | undefined {
  const page = win as { inkling?: Partial<Inkling & Stub> };
  const waiting = page.inkling;
  if (waiting && !waiting.q) {
    win.console.warn('Inkling is on this page already.');
    return waiting as Inkling;
  }
  if (!config) return undefined;
  const host = browserHost(win, (key) => key === 'consent' || consent.allows('storage'));
  const consent = createConsent(
    config.consent === 'granted',
    (win.navigator as { readonly globalPrivacyControl?: unknown }).globalPrivacyControl,
    () => host.keys.get('consent'),
    (choices) => host.keys.set('consent', choices),
    () => host.keys.get('kill'),
  );
  const part = <T>(name: string): Promise<T> => import(`${config.base + name}.js`);
  const client = createClient({
    host,
    config,
    consent,
    loaders: loaders ?? { part },
  });
  page.inkling = client.api;
  for (const call of waiting?.q ?? []) client.replay(call);
  client.start();
  return client.api;
}
