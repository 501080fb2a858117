/** What a visitor gets to see, may read and is offered: pure, for the page's own script. */
export {
  type Assigned,
  type DecideInput,
  type Decision,
  decide,
  type Showings,
  type Shown,
} from './decide.ts';
export {
  createPageTest,
  decideMeter,
  type MeterDecision,
  type MeterInput,
  type MeterReason,
  meterSince,
} from './meter.ts';
export { decideOffer, type OfferInput } from './offer.ts';
export { isSafeLink, type SafeContent, safeContent } from './safe-content.ts';
export { tokenOf } from './token.ts';
