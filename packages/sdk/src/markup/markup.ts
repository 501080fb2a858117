import type { IdleParts } from '../idle/parts.ts';
import { applyLook, type Look } from './apply.ts';
import { ATTRIBUTES, readWishes } from './choices.ts';
import { lookOf } from './look-of.ts';

const SELECTOR = [...ATTRIBUTES, 'data-ink-slot'].map((name) => `[${name}]`).join();

/** What an element looks like because of us, and what it looked like before. */
interface Applied {
  readonly key: string;
  readonly before: Look;
}

/**
 * Keeps the page's own elements with `data-ink-*` attributes as the activated segments want them,
 * those that come later included, and gives them back as they were.
 *
 * New elements are right before they are painted. Others change once nobody can see them, or at
 * once where `data-ink-swap="at-once"` says so; never around the focus.
 */
export function startMarkup({ host, memberships }: IdleParts): void {
  const { doc, guard, listen, win } = host;
  const applied = new WeakMap<Element, Applied>();
  const inView = new WeakSet<Element>();
  const known = new WeakSet<Element>();

  const update = (element: Element, isNew: boolean): void => {
    const spot = spotOf(element);
    if (!known.has(spot)) {
      known.add(spot);
      inView.add(spot); // Until the observer knows better.
      views.observe(spot);
    }
    const active = doc.documentElement.dataset.inkling?.split(' ') ?? [];
    const has = (segment: string): boolean => active.includes(segment);
    const old = applied.get(element);
    const content = memberships.plan?.contents()[element.getAttribute('data-ink-slot') ?? ''];
    const names = old?.before.class ?? element.getAttribute('class');
    const look = lookOf(
      readWishes(element, has),
      content && has(content[0]) ? content : undefined,
      names,
    );
    const key = JSON.stringify(look);
    if (key === (old?.key ?? '{}')) return;
    const mayNow = isNew || element.getAttribute('data-ink-swap') === 'at-once';
    if (!mayNow && inView.has(spot)) return;
    if (element !== doc.activeElement && element.contains(doc.activeElement)) return;
    if (old) applyLook(element, old.before);
    applied.set(element, { key, before: applyLook(element, look) });
  };
  const updateAll = guard((): void => {
    for (const element of doc.querySelectorAll(SELECTOR)) update(element, false);
  });
  const views = new win.IntersectionObserver(
    guard((entries: IntersectionObserverEntry[]) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) inView.add(target);
        else inView.delete(target);
      }
      updateAll();
    }),
  );
  const arrivals = new win.MutationObserver(
    guard((records: MutationRecord[]) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof win.Element)) continue;
        if (node.matches(SELECTOR)) update(node, !applied.has(node));
        for (const element of node.querySelectorAll(SELECTOR)) {
          update(element, !applied.has(element));
        }
      }
    }),
  );
  arrivals.observe(doc, { childList: true, subtree: true });
  listen(doc, 'inkling:change', updateAll);
  listen(doc, 'focusout', () => void host.clock.after(0, updateAll));
  updateAll();
}

/** What tells where an element is: a hidden one has no place, but its neighbour does. */
function spotOf(element: Element): Element {
  return (
    (element.hasAttribute('hidden') &&
      (element.previousElementSibling ?? element.nextElementSibling ?? element.parentElement)) ||
    element
  );
}
