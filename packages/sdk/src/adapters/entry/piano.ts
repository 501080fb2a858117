import { run } from '../lib/run.ts';
import { startPiano } from '../paywall/piano.ts';

run(window, 'piano', startPiano);
