import { startCmp } from '../consent/cmp.ts';
import { run } from '../lib/run.ts';

run(window, 'cmp', startCmp);
