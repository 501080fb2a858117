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

/** What listeners to our events get. */
export interface Change {
  readonly segment: string;
  readonly in: boolean;
}

/** Starts from what the boot script has put on the page. */
export function startActivation(host: Host): Activation {
  const { doc, guard, win } = host;
  const root = doc.documentElement;
  let shown: readonly string[] = root.dataset.inkling?.split(' ') ?? [];
  const updateSlots = guard(() => defineSlots(host, shown))();

  return {
    show(segments) {
      const changed = [...new Set([...shown, ...segments])].filter(
        (segment) => shown.includes(segment) !== segments.includes(segment),
      );
      if (!changed.length) return;
      shown = [...segments];
      if (shown.length) root.dataset.inkling = shown.join(' ');
      else delete root.dataset.inkling;
      updateSlots?.(shown);
      for (const segment of changed) {
        const detail: Change = { segment, in: shown.includes(segment) };
        for (const name of [detail.in ? 'enter' : 'exit', 'change']) {
          doc.dispatchEvent(new win.CustomEvent(`inkling:${name}`, { detail }));
        }
      }
    },
    has: (segment) => shown.includes(segment),
  };
}
