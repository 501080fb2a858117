import type { InkEvent, Params } from '@inkling/engine';
import type { Clock } from '../lib/clock.ts';
import type { Recorder } from './page-view.ts';
import type { Sessions } from './sessions.ts';

/**
 * Makes events of what was captured: gives each this tab's next number and a session, and puts a
 * `session_start` before the first event of a session.
 *
 * @param tab - This tab's own random name.
 * @param emit - Gets each event, `session_start` before the event that opened the session.
 */
export function createRecorder(
  clock: Clock,
  tab: string,
  sessions: Sessions,
  emit: (event: InkEvent) => void,
): Recorder {
  let n = 0;
  return (type, params, at = clock.now()) => {
    const t = Math.floor(at);
    const { utm_campaign: campaign } = Object(params.query) as Params;
    const { session, opens } = sessions.stamp(t, `${campaign ?? ''}`);
    const make = (name: string, given: Params): InkEvent => {
      const event = { id: [tab, n++], t, type: name, session, params: given } as const;
      emit(event);
      return event;
    };
    if (opens) make('session_start', {});
    return make(type, params);
  };
}
