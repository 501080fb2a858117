import type { IdleParts } from '../idle/parts.ts';

const MARK = 'data-ink-track';
/** In view for this long, ms, … */
export const SEEN_MS = 1_000;
/** … with this share of it, or of the window where the element is the larger. */
const SHARE = 0.5;
const STEPS = Array.from({ length: 51 }, (_, percent) => percent / 100);

const isInView = ({ intersectionRatio, intersectionRect, rootBounds }: IntersectionObserverEntry) =>
  intersectionRatio >= SHARE ||
  (!!rootBounds && intersectionRect.height >= rootBounds.height * SHARE);

const isMarked = (node: Partial<Element>): boolean =>
  !!(node.matches?.(`[${MARK}]`) || node.querySelector?.(`[${MARK}]`));

/**
 * Records `element_visible` for each name in `data-ink-track` once a view, when an element of that
 * name has been in view, at least half of it, for one second of a visible page.
 *
 * @returns Starts again, for another view.
 */
export function start({ clean, host, page, record }: IdleParts): () => void {
  const { clock, doc, guard, listen, win } = host;
  const told = new Set<string>();
  const running = new Map<Element, () => void>();

  const stop = (element: Element): void => {
    running.get(element)?.();
    running.delete(element);
  };
  const seen = guard((element: Element) => {
    stop(element);
    const name = element.getAttribute(MARK);
    if (!name || told.has(name)) return;
    told.add(name);
    record('element_visible', { ...clean({ element_name: name }), ...page.short() });
  });
  const onChange = guard((entries: IntersectionObserverEntry[]) => {
    for (const entry of entries) {
      const { target } = entry;
      if (!isInView(entry) || doc.visibilityState === 'hidden') stop(target);
      else if (!running.has(target)) {
        running.set(
          target,
          clock.after(SEEN_MS, () => seen(target)),
        );
      }
    }
  });
  const observer = new win.IntersectionObserver(onChange, { threshold: STEPS });
  /** Observing anew makes the observer say how things stand. */
  const look = (): void => {
    for (const element of running.keys()) stop(element);
    observer.disconnect();
    for (const element of doc.querySelectorAll(`[${MARK}]`)) observer.observe(element);
  };
  const onTree = guard((changes: MutationRecord[]) => {
    if (changes.some(({ addedNodes }) => ([...addedNodes] as Partial<Element>[]).some(isMarked)))
      look();
  });
  new win.MutationObserver(onTree).observe(doc, { subtree: true, childList: true });
  listen(doc, 'visibilitychange', look);
  look();
  return () => {
    told.clear();
    look();
  };
}
