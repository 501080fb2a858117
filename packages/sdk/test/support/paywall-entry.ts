/** What a page would take for experiences, meters and offers. */
export { decide, decideMeter, decideOffer, meterSince } from '@inkling/engine/decide';
