import { startPrebid } from '../ads/prebid.ts';
import { run } from '../lib/run.ts';

run(window, 'prebid', startPrebid);
