import { startGpt } from '../ads/gpt.ts';
import { run } from '../lib/run.ts';

run(window, 'gpt', startGpt);
