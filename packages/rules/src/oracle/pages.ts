import type { InkEvent } from '@inkling/engine';
import type { Filter, Measure, Window } from '../ast.ts';
import { eventsIn } from './counting.ts';
import { fieldOf, passesNumber } from './filter.ts';
import type { World } from './world.ts';

/**
 * Measures over pages: how long somebody was engaged with them, how far they scrolled.
 *
 * A beat of engagement or a scroll belongs to the page view that the same tab wrote last before
 * it, in event order.
 */
export function viewOf(event: InkEvent, world: World): InkEvent | null {
  if (event.type === 'page_view') return event;
  const at = world.events.indexOf(event);
  const before = world.events.slice(0, at);
  return before.filter((e) => e.type === 'page_view' && e.id[0] === event.id[0]).at(-1) ?? null;
}

/** A number at a param of an event; 0 when it is none. */
function numberAt(event: InkEvent, param: string): number {
  const found = fieldOf(event.params, param);
  return typeof found === 'number' ? found : 0;
}

/** Engaged seconds over beats of the window that pass. */
export function engagedSeconds(where: Filter | null, window: Window, world: World): number {
  const beats = eventsIn({ types: ['user_engagement'], where }, window, world);
  return beats.reduce((sum, beat) => sum + numberAt(beat, 'engagement_time_msec'), 0) / 1000;
}

/** How many page views of the window were engaged with for long enough and scrolled far enough. */
export function engagedViews(
  measure: Extract<Measure, { kind: 'engaged-views' }>,
  world: World,
): number {
  const { where, window, seconds, scrolled } = measure;
  const views = eventsIn({ types: ['page_view'], where }, window, world);
  return views.filter((view) => {
    const own = world.events.filter((event) => viewOf(event, world) === view);
    const engaged =
      own
        .filter((event) => event.type === 'user_engagement')
        .reduce((sum, beat) => sum + numberAt(beat, 'engagement_time_msec'), 0) / 1000;
    const depth = Math.max(0, ...own.filter(isScroll).map((e) => numberAt(e, 'percent_scrolled')));
    return (
      (seconds === null || passesNumber(seconds, engaged)) &&
      (scrolled === null || passesNumber(scrolled, depth))
    );
  }).length;
}

function isScroll(event: InkEvent): boolean {
  return event.type === 'scroll';
}

/** Greatest scroll depth in percent: of the page viewed last, or over pages of the window. */
export function completion(
  measure: Extract<Measure, { kind: 'completion' }>,
  world: World,
): number | null {
  const { where, window, scope } = measure;
  const views = eventsIn({ types: ['page_view'], where }, window, world);
  const current = world.events.filter((event) => event.type === 'page_view').at(-1);
  const looked = scope === 'page' ? views.filter((view) => view === current) : views;
  if (looked.length === 0) return null;
  const depths = world.events
    .filter((event) => isScroll(event) && looked.includes(viewOf(event, world)!))
    .map((event) => numberAt(event, 'percent_scrolled'));
  return Math.max(0, ...depths);
}
