import type { InkEvent } from '@inkling/engine';
import type { Filter, Measure, Scalar, Window } from '../ast.ts';
import { eventsIn, sumMicros } from './counting.ts';
import { fieldOf, passesNumber } from './filter.ts';
import type { World } from './world.ts';

/**
 * Measures over pages: how long somebody was engaged with them, how far they scrolled.
 *
 * A page view is known by its tab and its `page` param; without one it is known by its own number.
 */
function keyOfView(view: InkEvent): string {
  return JSON.stringify([view.id[0], String(pageOf(view) ?? view.id[1])]);
}

/** The `page` param of an event, when it is something to know a page by. */
function pageOf(event: InkEvent): Scalar | null {
  const page = fieldOf(event.params, 'page');
  return page === undefined || page === null || typeof page === 'object' ? null : page;
}

/**
 * The page view that a beat or a scroll belongs to: the one that it names, else the one that the
 * same tab wrote last before it; `null` for none.
 */
function viewKeyOf(event: InkEvent, world: World): string | null {
  const page = pageOf(event);
  if (page !== null) return JSON.stringify([event.id[0], String(page)]);
  const before = world.events.slice(0, world.events.indexOf(event));
  const view = before.filter((e) => e.type === 'page_view' && e.id[0] === event.id[0]).at(-1);
  return view === undefined ? null : keyOfView(view);
}

/** Events of a type that belong to a page view, whenever they were. */
function eventsOf(view: InkEvent, type: string, world: World): InkEvent[] {
  const key = keyOfView(view);
  return world.events.filter((event) => event.type === type && viewKeyOf(event, world) === key);
}

/** How far a page view was scrolled, in percent; 0 when it was not. */
function depthOf(view: InkEvent, world: World): number {
  const scrolls = eventsOf(view, 'scroll', world);
  return Math.max(0, ...scrolls.map((event) => numberAt(event, 'percent_scrolled')));
}

/** A number at a param of an event; 0 when it is none. */
function numberAt(event: InkEvent, param: string): number {
  const found = fieldOf(event.params, param);
  return typeof found === 'number' ? found : 0;
}

/** Engaged seconds over beats of the window that pass; kept in millionths like every sum. */
export function engagedSeconds(where: Filter | null, window: Window, world: World): number {
  const beats = eventsIn({ types: ['user_engagement'], where }, window, world);
  return sumMicros(beats, 'engagement_time_msec') / 1_000_000_000;
}

/** How many page views of the window were engaged with for long enough and scrolled far enough. */
export function engagedViews(
  measure: Extract<Measure, { kind: 'engaged-views' }>,
  world: World,
): number {
  const { where, window, seconds, scrolled } = measure;
  const views = eventsIn({ types: ['page_view'], where }, window, world);
  return views.filter((view) => {
    const beats = eventsOf(view, 'user_engagement', world);
    const engaged = beats.reduce((sum, e) => sum + numberAt(e, 'engagement_time_msec'), 0) / 1000;
    return (
      (seconds === null || passesNumber(seconds, engaged)) &&
      (scrolled === null || passesNumber(scrolled, depthOf(view, world)))
    );
  }).length;
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
  return Math.max(...looked.map((view) => depthOf(view, world)));
}
