import type { Host } from '../lib/host.ts';
import { defineSlots } from './slots.ts';

/** Brings the activated segments to the page. */
export interface Activation {
  /**
   * Shows exactly these; `enter`, `exit` and `change` events tell of each difference.
   *
   * @param segments - The activated ones, all of them.
   */
  show(segments: readonly string[]): void;
  has(segment: string): boolean;
}

const ATTRIBUTE = 'data-inkling';

/** What listeners to our events get. */
export interface Change {
  readonly segment: string;
  readonly in: boolean;
}

/** Starts from what the boot script has put on the page. */
export function startActivation(host: Host): Activation {
  const root = host.doc.documentElement;
  let shown = root.getAttribute(ATTRIBUTE)?.split(' ').filter(Boolean) ?? [];
  const slots = host.guard(() => defineSlots(host, shown))();

  const tell = (segment: string, into: boolean): void => {
    const detail: Change = { segment, in: into };
    for (const name of [into ? 'enter' : 'exit', 'change']) {
      host.doc.dispatchEvent(new host.win.CustomEvent(`inkling:${name}`, { detail }));
    }
  };
  return {
    show(segments) {
      const before = shown;
      shown = [...segments];
      const left = before.filter((segment) => !segments.includes(segment));
      const entered = segments.filter((segment) => !before.includes(segment));
      if (!left.length && !entered.length) return;
      if (shown.length) root.setAttribute(ATTRIBUTE, shown.join(' '));
      else root.removeAttribute(ATTRIBUTE);
      slots?.update(shown);
      for (const segment of left) tell(segment, false);
      for (const segment of entered) tell(segment, true);
    },
    has: (segment) => shown.includes(segment),
  };
}
