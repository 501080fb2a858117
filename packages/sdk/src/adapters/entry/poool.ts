import { run } from '../lib/run.ts';
import { startPoool } from '../paywall/poool.ts';

run(window, 'poool', startPoool);
