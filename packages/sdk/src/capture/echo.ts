import type { IdleParts } from '../idle/parts.ts';

type Feed = IdleParts['feed'];

/** What we record of an act, and tag managers may tell of as well. */
const ACT = /^(form_start|form_submit|click|file_download|view_search_results|search)$/;
/** The same said twice within this time is one act, ms. */
const ECHO_MS = 1_000;

/** Whether the rules, or the site, ask for a type of event to be recorded. */
export function isWanted(feed: Feed, type: string): boolean {
  return Object.hasOwn(feed.bundle()?.program.record.types ?? {}, type);
}

/** Whether this page has just recorded the act already: a double click, or the site's own word. */
export function isEcho(feed: Feed, type: string, now: number): boolean {
  return (
    ACT.test(type) &&
    isWanted(feed, type) &&
    [...feed.own.keys()].some((event) => event.type === type && Math.abs(now - event.t) < ECHO_MS)
  );
}
