import { contentOf, fillSlot } from '../activation/slot-content.ts';
import { chooseTemplate, showInSlot } from '../activation/slot-dom.ts';
import { type Snapshot, segmentsAt } from '../memberships/snapshot.ts';

/** A slot is never empty for longer than this while it is being parsed, ms. */
const LONGEST_WAIT_MS = 300;

/**
 * Puts the segments that are valid now on `<html>`, and the right variant into each slot while it
 * is being parsed, so that the first painted frame is right.
 *
 * Must run before the body is parsed: inline in the head, or as a blocking file. It is the same
 * text on every site, so that its hash for a strict CSP is constant; it only finds something to do
 * where the visitor agreed to storage and personalisation, since else there is no snapshot.
 */
export function boot(win: Window & typeof globalThis): void {
  const doc = win.document;
  const snapshot: Snapshot = JSON.parse(win.localStorage.getItem('inkling:boot') ?? '{"s":[]}');
  const segments = segmentsAt(snapshot, win.Date.now());
  if (!segments.length) return;
  doc.documentElement.dataset.inkling = segments.join(' ');

  const open = new Set<HTMLElement>();
  const settle = (late?: unknown): void => {
    for (const slot of open) {
      const done = late || slot.nextSibling || doc.readyState !== 'loading';
      const choice = chooseTemplate(slot, segments);
      // A template is whole once something follows it.
      if (choice ? done || choice.nextSibling : done) {
        showInSlot(slot, choice);
        open.delete(slot);
      }
    }
  };
  const observer = new win.MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof win.Element)) continue;
        for (const slot of [
          node as HTMLElement,
          ...node.querySelectorAll<HTMLElement>('ink-slot'),
        ]) {
          if (slot.localName !== 'ink-slot' || slot.shadowRoot) continue;
          const content = contentOf(snapshot.c ?? {}, slot);
          if (content) fillSlot(slot, content);
          showInSlot(slot, undefined);
          open.add(slot);
          win.setTimeout(settle, LONGEST_WAIT_MS, 1);
        }
      }
    }
    settle();
  });
  observer.observe(doc, { childList: true, subtree: true });
  doc.addEventListener('DOMContentLoaded', () => {
    settle(1);
    observer.disconnect();
  });
}
