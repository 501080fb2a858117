import { startSegment } from '../events/segment.ts';
import { run } from '../lib/run.ts';

run(window, 'segment', startSegment);
