import type { Host } from '../lib/host.ts';

const STEPS = [10, 25, 50, 75, 90, 100];
/** The content, not what stands around it. */
const CONTENT = '[data-ink-content],article,main,[role=main]';

/**
 * Measures the share of the content that has been above the window's lower edge, in whole percent.
 *
 * @param onStep - Called with the depth when it first passes 10, 25, 50, 75, 90 and 100; a depth
 *   that jumps over several steps is told once.
 * @returns Starts again from nothing, for a new page in the same document.
 */
export function startScroll(host: Host, onStep: (percent: number) => void): () => void {
  const { doc, guard, listen, win } = host;
  let told = 0;
  let waiting = false;

  const measure = guard(() => {
    waiting = false;
    const box = (doc.querySelector(CONTENT) ?? doc.body).getBoundingClientRect();
    if (!box.height) return;
    const percent = Math.floor(Math.min((win.innerHeight - box.top) / box.height, 1) * 100);
    const reached = STEPS.filter((step) => step <= percent).pop() ?? 0;
    if (reached <= told) return;
    told = reached;
    onStep(percent);
  });

  listen(win, 'scroll', () => {
    if (!waiting) win.requestAnimationFrame(measure);
    waiting = true;
  });
  return () => {
    told = 0;
  };
}
