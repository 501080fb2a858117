import { run } from '../lib/run.ts';
import { startSwg } from '../paywall/swg.ts';

run(window, 'swg', startSwg);
