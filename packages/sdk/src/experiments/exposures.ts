import type { InkEvent } from '@inkling/engine';
import { SHOWN_EVENT } from '@inkling/engine/assign';
import { type Shown, tokenOf } from '@inkling/engine/decide';
import { whenShown } from '../capture/when-shown.ts';
import type { IdleParts } from '../idle/parts.ts';

/** Records that an experience was seen: once a page view, when its slot is in view. */
export interface Exposures {
  /** What may be seen from now on. */
  expect(shown: readonly Shown[]): void;
  /** Experiences that this page view has shown. */
  showing(): readonly string[];
}

/** @param onSeen - Gets each event that was recorded. */
export function startExposures(
  { host, page, record }: IdleParts,
  onSeen: (event: InkEvent) => void,
): Exposures {
  const { doc, guard, win } = host;
  const seen = new Set<string>();
  let shown: readonly Shown[] = [];
  let view: unknown;

  const turnPage = (): void => {
    const now = page.short()?.page;
    if (view !== undefined && now !== view) seen.clear();
    view = now;
  };
  const see = (token: string | null): void => {
    const one = shown.find((each) => tokenOf(each) === token);
    turnPage();
    if (!one || seen.has(one.experience)) return;
    seen.add(one.experience);
    const { experience, variant } = one;
    onSeen(record(SHOWN_EVENT, { experience, variant }));
  };
  const views = new win.IntersectionObserver(
    guard((entries: IntersectionObserverEntry[]) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) see(target.getAttribute('data-ink'));
      }
    }),
  );
  const watch = (element: Node): void => {
    if (!(element instanceof win.Element) || !element.hasAttribute('data-ink')) return;
    // Observing anew tells where it is now.
    views.unobserve(element);
    views.observe(element);
  };
  const changes = new win.MutationObserver(
    guard((records: MutationRecord[]) => {
      for (const { target } of records) watch(target);
    }),
  );
  whenShown(host, () => {
    changes.observe(doc, { attributeFilter: ['data-ink'], subtree: true });
    doc.querySelectorAll('[data-ink]').forEach(watch);
  });
  return {
    expect(next) {
      const before = shown.map(tokenOf).join();
      shown = next;
      // What the boot script has put there came before anybody expected it.
      if (before !== shown.map(tokenOf).join()) doc.querySelectorAll('[data-ink]').forEach(watch);
    },
    showing() {
      turnPage();
      return [...seen];
    },
  };
}
