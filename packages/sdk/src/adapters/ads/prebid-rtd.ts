import { type Page, whenLoaded } from '../lib/page.ts';
import { watchAdSegments } from './ad-segments.ts';
import { type PrebidSettings, type UserData, withOurs } from './user-data.ts';

interface BidRequest {
  ortb2Fragments?: { global?: { user?: { data?: UserData[] } } };
}

/** A real-time data provider as Prebid.js wants it, in `modules/rtdModule/spec.ts`. */
export interface RtdProvider {
  readonly name: 'inkling';
  init(config: { readonly params?: Partial<PrebidSettings> }): boolean;
  getBidRequestData(
    request: BidRequest,
    callback: () => void,
    config: { readonly params?: Partial<PrebidSettings> },
  ): void;
}

/**
 * Makes the provider that a site registers in its own build of Prebid.js. It takes part in every
 * auction, and adds what may be told at that moment.
 *
 * The first auction waits for what is known, as long as Prebid's `auctionDelay` lets it; where
 * Inkling itself has not come, nothing is added and nobody waits.
 */
export function createRtdProvider(win: Page): RtdProvider {
  let active: readonly string[] = [];
  let known = (): void => {};
  const first = new Promise<void>((resolve) => {
    known = resolve;
  });
  let isThere = false;
  return {
    name: 'inkling',
    init({ params = {} }) {
      whenLoaded(win, () => {
        isThere = true;
      });
      watchAdSegments(win, params, (now) => {
        active = now;
        known();
      });
      return true;
    },
    getBidRequestData(request, callback, { params = {} }) {
      const add = (): void => {
        const settings = { ...params, name: params.name ?? win.location.hostname };
        const global = request.ortb2Fragments?.global;
        if (global && active.length) {
          global.user = { ...global.user, data: withOurs(global.user?.data, settings, active) };
        }
        callback(); // Always, or the auction would wait for nothing.
      };
      if (isThere) void first.then(add);
      else add();
    },
  };
}
