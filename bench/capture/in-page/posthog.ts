import type { PostHog } from 'posthog-js';
// @ts-expect-error: only the whole package has types; this file of it is the lightest.
import slim from 'posthog-js/dist/module.slim.no-external';
import { tell } from './tell.ts';

const posthog: PostHog = slim;
posthog.init('bench', {
  api_host: location.origin,
  capture_pageview: true,
  opt_out_useragent_filter: true, // Else it takes a headless browser for a robot and records nothing.
  loaded: (client) => {
    Object.assign(window, { capture: (n: number) => client.capture('read', { n }) });
    tell();
  },
});
