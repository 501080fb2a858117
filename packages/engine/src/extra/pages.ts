import * as code from '../code.ts';
import type { MeasureMaker } from '../measures.ts';
import { addCache } from '../newest-values.ts';
import { firstAt, type Stream, type StreamCache } from '../stream.ts';
import { passesNumber } from './filters.ts';
import { look } from './values.ts';

/** Bits of the matchers of such a stream. */
const WANTED = 1;
const ANY_VIEW = 2;
const SCROLLED = 4;

/** What is known of one key of page views. */
interface Page {
  engagedMs: number;
  depth: number;
  /** Places of the wanted views. */
  readonly views: number[];
}
interface Pages {
  /** Page of each view, by place. */
  readonly pages: (Page | undefined)[];
  /** Place of the newest view of any kind. */
  newest: number;
  /** Places of the views that pass, rising. */
  readonly passing: number[];
}

/** Page views with enough engagement and depth; or the greatest depth of page views. */
export const makePages: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [kind, index, window, a, b] = measure as readonly [
    number,
    number,
    code.WindowCode,
    unknown,
    unknown,
  ];
  const stream = use(index, window);
  if (kind === code.ENGAGED_VIEWS) {
    const { passing } = pagesOf(stream, a as code.NumberTest[], b as code.NumberTest[]);
    return (t) => {
      look(kernel, stream, window, t, 1);
      return firstAt(passing, kernel.high) - firstAt(passing, kernel.low);
    };
  }
  const found = pagesOf(stream, [], []);
  return (t) => {
    look(kernel, stream, window, t);
    let best: number | undefined;
    for (
      let place = a ? Math.max(kernel.low, found.newest) : kernel.low;
      place < kernel.high;
      place++
    ) {
      const page = found.pages[place];
      if (page) best = Math.max(best ?? 0, page.depth);
    }
    return best;
  };
};

/** Keeps track of the page views of a stream. */
function pagesOf(
  stream: Stream,
  seconds: readonly code.NumberTest[],
  scrolled: readonly code.NumberTest[],
): Pages {
  const name = JSON.stringify([seconds, scrolled]);
  const found = stream.caches.find((cache) => cache.name === name) as PagesCache | undefined;
  if (found) return found.state;
  const state: Pages = { pages: [], newest: -1, passing: [] };
  const byKey = new Map<string, Page>();
  const keyOfTab = new Map<unknown, string>();
  const cache: PagesCache = {
    name,
    state,
    add(place) {
      const bits = stream.c[place]!;
      const [tab, n, amount] = stream.v[place] as [string, unknown, number];
      const key = n === null ? keyOfTab.get(tab) : `${tab}\n${n}`;
      if (bits & ANY_VIEW) {
        state.newest = place;
        keyOfTab.set(tab, key!);
      }
      if (key === undefined) return;
      const page = byKey.get(key) ?? { engagedMs: 0, depth: 0, views: [] };
      byKey.set(key, page);
      if (bits & WANTED) {
        state.pages[place] = page;
        page.views.push(place);
      } else if (bits & SCROLLED) page.depth = Math.max(page.depth, amount);
      else if (!(bits & ANY_VIEW)) page.engagedMs += amount;
      const passes =
        passesNumber(page.engagedMs / 1000, seconds) && passesNumber(page.depth, scrolled);
      for (const view of page.views) {
        const at = firstAt(state.passing, view);
        const isThere = state.passing[at] === view;
        if (isThere !== passes)
          state.passing.splice(at, isThere ? 1 : 0, ...(passes ? [view] : []));
      }
    },
    clear() {
      state.pages.length = 0;
      state.newest = -1;
      state.passing.length = 0;
      byKey.clear();
      keyOfTab.clear();
    },
  };
  addCache(stream, cache);
  return state;
}

interface PagesCache extends StreamCache {
  readonly state: Pages;
}
