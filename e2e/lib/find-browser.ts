import { existsSync } from 'node:fs';
import { packedChromium } from './packed-chromium.ts';

/** The engines that the suite knows how to drive. */
export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** A browser that is there, or what a person can do about it. */
export type FoundBrowser =
  | { readonly path: string; readonly args: readonly string[]; readonly howToGet?: undefined }
  | { readonly path: undefined; readonly howToGet: string };

const PLACES: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ],
  webkit: ['/usr/bin/WebKitWebDriver'],
};

const HOW_TO_GET: Readonly<Record<BrowserName, string>> = {
  chromium: 'install Chromium (Debian: apt-get install chromium), or set INKLING_CHROMIUM',
  firefox: 'install Firefox (Debian: apt-get install firefox-esr), or set INKLING_FIREFOX',
  webkit: 'install WebKitGTK (Debian: apt-get install webkit2gtk-driver xvfb dbus-x11)',
};

/**
 * Looks for a browser: `INKLING_CHROMIUM` and the like first, then the usual places, and for
 * Chromium last the one inside the npm package `@sparticuz/chromium`, which fits a Linux machine
 * where nothing can be installed. That one is unpacked to the temporary folder on first use;
 * `INKLING_CHROMIUM=npm` asks for it.
 */
export async function findBrowser(name: BrowserName): Promise<FoundBrowser> {
  const named = process.env[`INKLING_${name.toUpperCase()}`];
  const places = named === 'npm' ? [] : [named, ...PLACES[name]];
  const path = places.find((place) => place && existsSync(place));
  if (path) return { path, args: [] };
  if (name === 'chromium' && process.platform === 'linux' && process.arch === 'x64') {
    return packedChromium();
  }
  return { path: undefined, howToGet: HOW_TO_GET[name] };
}
