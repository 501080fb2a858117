import type { InkEvent, Params } from '@inkling/engine';
import type { Clock } from '../lib/clock.ts';
import type { Recorder } from './page-view.ts';
import type { createSessions } from './sessions.ts';

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
  sessions: ReturnType<typeof createSessions>,
  emit: (event: InkEvent) => void,
): Recorder {
  let n = 0;
  return (type, params, at = clock.now()) => {
    const t = Math.floor(at);
    const query = params.query as Params | undefined;
    const { session, opens } = sessions.stamp(t, query?.utm_campaign as string | undefined);
    const make = (name: string, given: Params): InkEvent => ({
      id: [tab, n++],
      t,
      type: name,
      session,
      params: given,
    });
    if (opens) emit(make('session_start', {}));
    const event = make(type, params);
    emit(event);
    return event;
  };
}
