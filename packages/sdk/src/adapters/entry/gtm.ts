import { startGtm } from '../ads/gtm.ts';
import { run } from '../lib/run.ts';

run(window, 'gtm', startGtm);
