import type { Page } from '../lib/page.ts';
import { watchAdSegments } from './ad-segments.ts';
import { type PrebidSettings, type UserData, withOurs } from './user-data.ts';

interface Ortb2 {
  user?: { data?: UserData[] };
}

interface Pbjs {
  que: (() => void)[];
  getConfig(topic: 'ortb2'): Ortb2 | undefined;
  mergeConfig(config: { ortb2: Ortb2 }): unknown;
  setConfig(config: { ortb2: Ortb2 }): unknown;
}

/**
 * Keeps our entry in Prebid's first-party data, for every bidder and every auction that starts
 * afterwards. Merging alone would do to add, but it joins lists and never takes anything out.
 */
export function startPrebid(win: Page, given: Partial<PrebidSettings>): void {
  const { global = 'pbjs', name = win.location.hostname } = given;
  const page = win as unknown as Record<string, Partial<Pbjs> | undefined>;
  let isSet = false;
  watchAdSegments(win, given, (active) => {
    if (!active.length && !isSet) return;
    page[global] ??= {};
    const pbjs = page[global] as Pbjs;
    pbjs.que ??= [];
    const wasSet = isSet;
    isSet = active.length > 0;
    pbjs.que.push(() => {
      const settings = { ...given, name };
      if (!wasSet) {
        pbjs.mergeConfig({ ortb2: { user: { data: withOurs([], settings, active) } } });
        return;
      }
      const ortb2 = pbjs.getConfig('ortb2') ?? {};
      const data = withOurs(ortb2.user?.data, settings, active);
      pbjs.setConfig({ ortb2: { ...ortb2, user: { ...ortb2.user, data } } });
    });
  });
}
