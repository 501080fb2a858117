import { type CheckSettings, startCheckEvents } from '../events/check-events.ts';
import { run } from '../lib/run.ts';

run<CheckSettings>(window, 'check-events', (win, settings) =>
  startCheckEvents(win, settings as CheckSettings),
);
