import { startTcf } from '../consent/tcf.ts';
import { run } from '../lib/run.ts';

run(window, 'tcf', startTcf);
