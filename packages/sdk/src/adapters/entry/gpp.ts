import { startGpp } from '../consent/gpp.ts';
import { run } from '../lib/run.ts';

run(window, 'gpp', startGpp);
