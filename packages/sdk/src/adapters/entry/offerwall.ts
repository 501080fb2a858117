import { run } from '../lib/run.ts';
import { startOfferwall } from '../paywall/offerwall.ts';

run(window, 'offerwall', startOfferwall);
