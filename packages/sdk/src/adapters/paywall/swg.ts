import { allows } from '../ads/ad-consent.ts';
import { guard, inklingOf, type Page, whenLoaded } from '../lib/page.ts';

/** What `data-swg` may say. */
export interface SwgSettings {
  /** Whether to ask Google for the visitor's propensity to subscribe, and tell it who subscribes. */
  readonly propensity: boolean;
}

/** The part of `Entitlements` that is read; swg-js, `src/api/entitlements.ts`. */
export interface SwgEntitlements {
  enablesThis(): boolean;
  enablesThisWithGoogleMetering(): boolean;
  enablesAny(): boolean;
}

/** The part of `PropensityApi` that is used; swg-js, `src/api/propensity-api.ts`, `logger-api.ts`. */
export interface SwgPropensity {
  getPropensity(): Promise<{
    readonly header: { readonly ok: boolean };
    readonly body: {
      readonly scores?: readonly {
        readonly product: string;
        readonly score?: { readonly value: number; readonly bucketed: boolean };
      }[];
    };
  } | null>;
  sendSubscriptionState(state: 'subscriber' | 'non_subscriber'): void;
}

/**
 * Gives the page `inklingSwg(entitlements)`, to be called with what Subscribe with Google passes to
 * `setOnEntitlementsResponse`, since there is room for one callback only. It records
 * `subscription_state` with `state`, `source` and `metered`, which rules can ask for.
 *
 * With `propensity`, and consent to advertising as it is Google that answers, it also records
 * `propensity_score` with `product`, `score` (1 to 100, or 1 to 20) and `bucketed`.
 */
export function startSwg(win: Page, { propensity }: Partial<SwgSettings>): void {
  const ask = async (state: 'subscriber' | 'non_subscriber', api: SwgPropensity): Promise<void> => {
    api.sendSubscriptionState(state);
    const answer = await api.getPropensity();
    for (const { product, score } of (answer?.header.ok && answer.body.scores) || []) {
      if (!score) continue;
      const { value, bucketed } = score;
      inklingOf(win).track('propensity_score', { product, score: value, bucketed });
    }
  };
  const hear = async (given: Promise<SwgEntitlements> | SwgEntitlements): Promise<void> => {
    const entitlements = await given;
    const metered = entitlements.enablesThisWithGoogleMetering();
    // A metered read opens this page, and makes nobody a subscriber.
    const subscribes = metered ? false : entitlements.enablesThis() || entitlements.enablesAny();
    const state = subscribes ? 'subscriber' : 'non_subscriber';
    inklingOf(win).track('subscription_state', { state, source: 'swg', metered });
    if (propensity !== true) return;
    whenLoaded(win, (inkling) => {
      if (!allows(win, inkling, 'advertising')) return;
      const page = win as unknown as {
        SWG?: {
          push(run: (swg: { getPropensityModule(): Promise<SwgPropensity> }) => unknown): void;
        };
      };
      page.SWG?.push(guard(async (swg) => ask(state, await swg.getPropensityModule())));
    });
  };
  Object.assign(win, { inklingSwg: guard(hear) });
}
