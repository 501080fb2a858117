import { type Host, listen } from '../lib/host.ts';
import { chooseTemplate, showInSlot } from './slot-dom.ts';

/** Keeps every `<ink-slot>` in step with the activated segments. */
export interface Slots {
  /** @param segments - The activated ones, all of them. */
  update(segments: readonly string[]): void;
}

interface SlotElement extends HTMLElement {
  update(): void;
}

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
 */
export function defineSlots(host: Host, segments: readonly string[]): Slots {
  const { win, doc } = host;
  const all = new Set<SlotElement>();
  let activated = segments;
  let parsed = doc.readyState !== 'loading';

  const visible = new Set<Element>();
  const observer = new win.IntersectionObserver(
    host.guard((entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
        if (!isIntersecting) (target as SlotElement).update();
      }
    }),
  );

  class InkSlot extends win.HTMLElement implements SlotElement {
    #seen = false;

    connectedCallback(): void {
      all.add(this);
      observer.observe(this);
      // Frameworks fill an element right after it is connected.
      queueMicrotask(host.guard(() => this.update()));
    }

    disconnectedCallback(): void {
      all.delete(this);
      observer.unobserve(this);
      visible.delete(this);
    }

    update(): void {
      if (!parsed && !this.nextSibling) return;
      const choice = chooseTemplate(this, activated);
      const shown = this.getAttribute('data-ink');
      const wanted = choice?.getAttribute('segment') ?? null;
      const policy = this.getAttribute('swap');
      const first = !this.#seen;
      this.#seen = true;
      if (wanted === shown || (shown && !wanted && this.hasAttribute('keep'))) return;
      if (this.contains(doc.activeElement)) return;
      if (!first && policy === 'next-view') return;
      if (!first && policy !== 'at-once' && visible.has(this)) return;
      showInSlot(this, choice);
    }
  }

  const updateAll = (): void => {
    for (const slot of all) slot.update();
  };
  if (!win.customElements.get('ink-slot')) win.customElements.define('ink-slot', InkSlot);
  if (!parsed) {
    listen(host, doc, 'DOMContentLoaded', () => {
      parsed = true;
      updateAll();
    });
  }
  // The focus has moved on by the next task.
  listen(host, doc, 'focusout', () => host.clock.after(0, host.guard(updateAll)));
  return {
    update(next) {
      activated = next;
      updateAll();
    },
  };
}
