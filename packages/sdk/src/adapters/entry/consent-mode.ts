import { startConsentMode } from '../consent/consent-mode.ts';
import { run } from '../lib/run.ts';

run(window, 'consent-mode', startConsentMode);
