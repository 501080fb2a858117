import type { IdleParts } from '../idle/parts.ts';

const ROBOT =
  /(?<!cu)bot\b|crawl|spider|slurp|headless|lighthouse|pagespeed|phantomjs|puppeteer|playwright|selenium|pingdom|uptime|monitor|preview|facebookexternalhit|curl\/|wget|python-/i;
/** Query key that marks a browser as the site's own people's (`1`), or no longer (`0`). */
const SWITCH = 'inkling-internal';
/** Small key that remembers it. */
const KEY = 'internal';

/** Whether a browser says of itself that nobody sits before it. */
export function isRobot({ userAgent, webdriver }: Pick<Navigator, 'userAgent' | 'webdriver'>) {
  return webdriver === true || ROBOT.test(userAgent);
}

/**
 * Takes robots and the site's own people out of every count, where the site asks for that: they see
 * the page as anybody, and nothing of them is sent, whatever was allowed.
 */
export function start({ config, consent, host: { keys, win } }: IdleParts): void {
  const said = new URLSearchParams(win.location.search).get(SWITCH);
  if (said) keys.set(KEY, said === '1' ? '1' : null);
  const isOwn = said ? said === '1' : keys.get(KEY) !== null;
  if (config.page.bots !== 'out' || !(isOwn || isRobot(win.navigator))) return;
  const allows = consent.allows;
  consent.allows = (purpose) => purpose !== 'measurement' && allows(purpose);
}
