import type { Host } from '../lib/host.ts';
import { chooseTemplate, showInSlot } from './slot-dom.ts';

/**
 * Registers `<ink-slot>`: shows its first `<template segment="…">` whose segment is activated,
 * else its own content.
 *
 * When what it should show changes while it is on the page, attribute `swap` says when it may:
 * `out-of-view` (the default) once nobody can see it, `at-once`, or `next-view` not at all on this
 * page. It never changes while it holds the focus. With attribute `keep` a variant stays after the
 * membership has ended.
 *
 * @param segments - Activated segments at the start, as the boot script left them.
 * @returns Takes the activated segments, all of them, after each change.
 */
export function defineSlots(
  { clock, doc, guard, listen, win }: Host,
  segments: readonly string[],
): (segments: readonly string[]) => void {
  const all = new Set<HTMLElement>();
  const seen = new WeakSet<Element>();
  const visible = new WeakSet<Element>();
  let activated = segments;

  const update = (slot: HTMLElement): void => {
    // While the parser is in a slot, what it holds is not known.
    if (doc.readyState === 'loading' && !slot.nextSibling) return;
    const choice = chooseTemplate(slot, activated);
    const wanted = choice?.getAttribute('segment');
    const policy = seen.has(slot) ? slot.getAttribute('swap') : 'at-once';
    seen.add(slot);
    if (wanted === slot.dataset.ink || (!wanted && slot.hasAttribute('keep'))) return;
    if (slot.contains(doc.activeElement) || policy === 'next-view') return;
    if (policy === 'at-once' || !visible.has(slot)) showInSlot(slot, choice);
  };
  const updateAll = guard(() => all.forEach(update));
  const observer = new win.IntersectionObserver(
    guard((entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target);
        else {
          visible.delete(target);
          update(target as HTMLElement);
        }
      }
    }),
  );

  class InkSlot extends win.HTMLElement {
    connectedCallback(): void {
      all.add(this);
      observer.observe(this);
      // Frameworks fill an element right after it is connected.
      queueMicrotask(guard(() => update(this)));
    }

    disconnectedCallback(): void {
      all.delete(this);
      observer.unobserve(this);
      visible.delete(this);
    }
  }

  if (!win.customElements.get('ink-slot')) win.customElements.define('ink-slot', InkSlot);
  listen(doc, 'DOMContentLoaded', updateAll);
  // The focus has moved on by the next task.
  listen(doc, 'focusout', () => void clock.after(0, updateAll));
  return (next) => {
    activated = next;
    updateAll();
  };
}
