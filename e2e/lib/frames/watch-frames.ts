/** Which of two variants a frame showed: none before the parser has come to it, `hidden` while the whole page is. */
export type Shown = 'right' | 'wrong' | 'none' | 'hidden';

/** The page at the moment at which a frame is made, or was painted. */
export interface WatchedFrame {
  /** Milliseconds since the navigation started. */
  readonly at: number;
  readonly shown: Shown;
}

/** What {@link watchFrames} leaves on `window`. */
export interface FrameWatch {
  /** The page in the frame callback of each frame: what runs last before style, layout and paint. */
  readonly frames: WatchedFrame[];
  /** The page after each real paint, where the browser tells of those (`MozAfterPaint`). */
  readonly painted: WatchedFrame[];
  /** First and largest contentful paint, ms; `null` where the browser does not tell. */
  fcp: number | null;
  lcp: number | null;
  /** Sum of the layout shifts; `null` where the browser does not tell. */
  cls: number | null;
  /** What shifted, as `tag.class`. */
  readonly shifted: string[];
  /** How far, px, what follows the watched part has moved between frames, once it had a place. */
  moved: number;
  /** Set once the page has been loaded for long enough. */
  done: boolean;
}

/** What entries of the observed types have, some of them. */
type Entry = PerformanceEntry & {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
};

/**
 * Keeps what the first frames of a page show. Runs inside the page, as its first script.
 *
 * @param right - Selector of the variant that should be seen.
 * @param wrong - Selector of the one that should not.
 * @param after - Selector of what stands below.
 * @param forMs - How long after the `load` event to go on, ms.
 */
export function watchFrames(right: string, wrong: string, after: string, forMs: number): void {
  const watch: FrameWatch = {
    frames: [],
    painted: [],
    fcp: null,
    lcp: null,
    cls: null,
    shifted: [],
    moved: 0,
    done: false,
  };
  Object.defineProperty(window, '__watch', { value: watch });
  const isRendered = (selector: string): boolean =>
    [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0);
  const look = (): WatchedFrame => {
    const at = performance.now();
    const root = document.documentElement;
    if (getComputedStyle(root).opacity === '0') return { at, shown: 'hidden' };
    const shown = isRendered(wrong) ? 'wrong' : isRendered(right) ? 'right' : 'none';
    return { at, shown };
  };
  let top: number | undefined;
  const onFrame = (): void => {
    watch.frames.push(look());
    const now = document.querySelector(after)?.getBoundingClientRect().top;
    if (top !== undefined && now !== undefined) watch.moved += Math.abs(now - top);
    top = now;
    if (!watch.done) requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  addEventListener('MozAfterPaint', () => void watch.painted.push(look()));
  addEventListener('load', () =>
    setTimeout(() => {
      watch.done = true;
    }, forMs),
  );
  const nameOf = (node: Node | null): string => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element ? `${element.localName}.${element.className}` : 'gone';
  };
  const observe = (type: string, each: (entry: Entry) => void) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(each as never));
    observer.observe({ type, buffered: true });
  };
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) watch.cls = 0;
  observe('layout-shift', ({ value, sources }) => {
    watch.cls = (watch.cls ?? 0) + value;
    for (const { node } of sources) watch.shifted.push(nameOf(node));
  });
  observe('largest-contentful-paint', ({ startTime }) => {
    watch.lcp = startTime;
  });
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') watch.fcp = startTime;
  });
}
