import {
  enableActivityTracking,
  newTracker,
  trackPageView,
  trackStructEvent,
} from '@snowplow/browser-tracker';
import { tell } from './tell.ts';

newTracker('bench', location.origin, { appId: 'bench', eventMethod: 'post' });
enableActivityTracking({ minimumVisitLength: 10, heartbeatDelay: 10 });
trackPageView();
Object.assign(window, {
  capture: (n: number) => trackStructEvent({ category: 'bench', action: 'read', value: n }),
});
tell();
