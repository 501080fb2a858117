import type { InkEvent } from '@inkling/engine';
import { duration } from '../panel/words.ts';
import { fold, type Tab, type TabParts } from './tab.ts';
import { wordInstant, wordLength } from './word-window.ts';

const MOST_EVENTS = 200;

/** Engaged time that a list of events tells, ms. */
function engagedMs(events: readonly InkEvent[]): number {
  return events
    .filter(({ type }) => type === 'user_engagement')
    .reduce((sum, { params }) => sum + (Number(params.engagement_time_msec) || 0), 0);
}

/** The running session with its engaged time, and events as they come, the newest first. */
export function createTimelineTab(parts: TabParts): Tab {
  const { make } = parts;
  const open = new Set<string>();
  const row = (term: string, text: string): Node[] => [make('dt', {}, term), make('dd', {}, text)];
  const entry = ({ id, t, type, params }: InkEvent): HTMLElement => {
    const key = id.join(' ');
    const time = make('span', { class: 'quiet' }, new Date(t).toLocaleTimeString('en-GB'));
    return fold(
      parts,
      open,
      key,
      [make('span', {}, type), time],
      [
        make('p', { class: 'quiet' }, `${wordInstant(t)}, number ${id[1]} of tab ${id[0]}`),
        make('pre', { tabindex: '0' }, JSON.stringify(params, null, 1)),
      ],
    );
  };
  return {
    name: 'Timeline',
    draw({ events, now, status }) {
      const session = events.at(-1)?.session;
      const own = events.filter((event) => event.session === session);
      const hidden = events.length - MOST_EVENTS;
      return [
        make(
          'dl',
          {},
          ...(session === undefined ? [] : row('This visit', `since ${wordInstant(session)}`)),
          ...row('In it', `${own.length} events, ${wordLength(engagedMs(own))} engaged`),
          ...row('Ever', `${events.length} events, ${duration(engagedMs(events))} engaged`),
          ...row(
            'Last event',
            events.length ? `${wordLength(now - events.at(-1)!.t)} ago` : 'none',
          ),
          ...row(
            'Kept',
            status.mode === 'stored'
              ? `on this device; ${status.pending} not written yet`
              : `in memory only (${status.reason})`,
          ),
          ...(status.lastError ? row('Last error', status.lastError) : []),
        ),
        make('p', { class: 'quiet' }, 'Engaged time is told in beats, at least every 10 s.'),
        ...events.slice(-MOST_EVENTS).reverse().map(entry),
        ...(hidden > 0
          ? [make('p', { class: 'quiet' }, `${hidden} older ones are in the export.`)]
          : []),
      ];
    },
  };
}
