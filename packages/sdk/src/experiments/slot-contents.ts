import { type Shown, safeContent, tokenOf } from '@inkling/engine/decide';
import { contentOf, fillSlot } from '../activation/slot-content.ts';
import type { Host } from '../lib/host.ts';
import type { SlotContents } from '../memberships/snapshot.ts';

/** The contents that come from the rules, without those that this browser cannot sanitise. */
export function contentsOf(shown: readonly Shown[], { guard, win }: Host): SlotContents {
  const rows = shown.flatMap((one) => {
    if (typeof one.content !== 'object') return [];
    const content = safeContent(one.content);
    if (content['#html'] !== undefined && !('setHTML' in win.Element.prototype)) {
      // By way of the guard this is what `status()` tells.
      guard(() => {
        throw new Error(`Without a sanitizer, ${tokenOf(one)} shows the page's own content.`);
      })();
      return [];
    }
    return [[one.slot, [tokenOf(one), content]] as const];
  });
  return Object.fromEntries(rows);
}

/** Puts contents into the slots of the page, those that come later included. */
export function startContents({ doc, guard, win }: Host): {
  show(contents: SlotContents): void;
  now(): SlotContents;
} {
  let contents: SlotContents = {};
  const fill = (): void => {
    for (const slot of doc.querySelectorAll('ink-slot')) {
      const content = contentOf(contents, slot);
      // Attributes alone would leave the slot empty.
      if ((content?.[1]['#text'] ?? content?.[1]['#html']) === undefined) continue;
      const isThere = [...slot.children].some((one) => one.getAttribute('segment') === content![0]);
      if (!isThere) fillSlot(slot, content!);
    }
  };
  new win.MutationObserver(guard(fill)).observe(doc, { childList: true, subtree: true });
  return {
    show(next) {
      contents = next;
      fill();
    },
    now: () => contents,
  };
}
