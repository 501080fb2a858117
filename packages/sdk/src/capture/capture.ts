import type { Params } from '@inkling/engine';
import type { IdleParts } from '../idle/parts.ts';
import { isEcho, isWanted } from './echo.ts';
import { readForm } from './forms.ts';
import { type Link, readLink } from './links.ts';
import { readSearchTerm } from './search-term.ts';

/** Takes an event of an act. */
type Tell = (type: string, params: Params) => void;

/** Follows what the visitor does to links and forms, apart from those in `data-ink-ignore`. */
function followActs({ listen, win }: IdleParts['host'], tell: Tell): void {
  const started = new WeakSet<EventTarget>();
  const on = (types: string, callback: (path: EventTarget[], event: Event) => void): void => {
    listen(win, types, (event) => {
      const path = event.composedPath();
      const isIgnored = (node: Partial<Element>) => node.matches?.('[data-ink-ignore]');
      if (!path.some(isIgnored)) callback(path, event);
    });
  };
  on('click auxclick', (path, event) => {
    if ((event as MouseEvent).button > 1) return;
    const link = (path as object[]).find((node) => 'href' in node && 'hostname' in node) as
      | Link
      | undefined;
    const read = link && readLink(link, win.location.hostname);
    if (read) tell(...read);
  });
  on('input change', (path) => {
    const form = path.find((node) => node instanceof win.HTMLFormElement) as Element | undefined;
    if (!form || started.has(form)) return;
    started.add(form);
    tell('form_start', readForm(form));
  });
  on('submit', ([form], event) => {
    tell('form_submit', readForm(form as Element, (event as SubmitEvent).submitter));
  });
}

/**
 * Starts recording what only some sites ask for: forms, ways out, downloads and searches, and loads
 * what records arrivals and elements in view. What neither rules nor site name in `record` is not
 * recorded.
 *
 * @returns To be called when a page view, or other rules, may have come.
 */
export function start(parts: IdleParts): () => void {
  const { clean, config, feed, host, loaders, page, record } = parts;
  const { clock, guard, listen, win } = host;
  const waiting: (readonly [type: string, params: Params])[] = [];
  const loaded = new Map<string, unknown>();
  let viewed: unknown;

  const flush = guard(() => {
    for (const [type, params] of waiting.splice(0)) {
      if (isEcho(feed, type, clock.now())) continue;
      record(type, { ...clean(params), ...page.short() });
    }
  });
  /** At the end of the task, when the page's own scripts have said what they have to say. */
  const tell: Tell = (type, params) => {
    if (isWanted(feed, type) && waiting.push([type, params]) === 1) clock.after(0, flush);
  };
  const load = guard(async (name: string) => {
    loaded.set(name, null);
    loaded.set(name, (await loaders.part(name)).start(parts));
  });
  const onView = (): void => {
    (loaded.get('visible') as (() => void) | null | undefined)?.();
    const search_term = readSearchTerm(win.location.href, config.page.search);
    if (search_term)
      for (const type of ['view_search_results', 'search']) tell(type, { search_term });
  };
  const look = guard(() => {
    const view = page.short()?.page;
    const asked = {
      'leave-out': config.page.bots,
      arrival: view !== undefined && isWanted(feed, 'campaign_response'),
      visible: isWanted(feed, 'element_visible'),
    };
    for (const [name, is] of Object.entries(asked)) if (is && !loaded.has(name)) load(name);
    if (view !== viewed) onView();
    viewed = view;
  });
  followActs(host, tell);
  listen(win, 'pagehide', flush);
  look();
  return look;
}
