/** What the page looked like at one moment. */
export interface FrameState {
  /** Real milliseconds since the page's time origin. */
  readonly at: number;
  /** Whether this is the page at the start of a frame, and not between two. */
  readonly isFrame: boolean;
  /** `data-inkling` of the root element; empty when it is absent. */
  readonly segments: string;
  /** Text of each watched element, by its name or id. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What {@link recordFrames} leaves on `window` for the harness. */
export interface FrameRecord {
  /** The page at the start of each of its first frames, and after each change of a watched part. */
  readonly states: FrameState[];
  /** Real time of the first paint and of the first contentful paint, as the browser tells it. */
  readonly paints: Record<string, number>;
}

/**
 * Keeps evidence of what the first painted frame showed. Runs inside the page, before any of its
 * scripts and before the clock is replaced.
 *
 * A frame callback is the last thing that runs before style, layout and paint, so the last state
 * before the first contentful paint is what that paint showed, unless a script changed the page in
 * a later callback of the same frame; that would be seen as a state between the two as well.
 *
 * @param selector - Elements to watch, such as `ink-slot`.
 */
export function recordFrames(selector: string): void {
  const realNow = performance.now.bind(performance);
  const record: FrameRecord = { states: [], paints: {} };
  const nameOf = (element: Element, i: number): string =>
    element.getAttribute('name') ?? (element.id || `#${i}`);
  // Of an element with a shadow root, only what its slot renders; templates hold no text.
  const shownText = (element: Element): string => {
    const slot = element.shadowRoot?.querySelector('slot');
    const nodes = slot ? slot.assignedNodes({ flatten: true }) : [element];
    const text = nodes.map((node) => node.textContent ?? '').join(' ');
    return text.replace(/\s+/g, ' ').trim();
  };
  const state = (isFrame: boolean): FrameState => ({
    at: realNow(),
    isFrame,
    segments: document.documentElement?.dataset.inkling ?? '',
    texts: Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>(selector)].map((element, i) => {
        return [nameOf(element, i), shownText(element)];
      }),
    ),
  });
  const isNew = (now: FrameState): boolean => {
    const last = record.states.at(-1);
    const same = ({ segments, texts }: FrameState): string => JSON.stringify({ segments, texts });
    return !last || same(last) !== same(now);
  };
  let frames = 0;
  const onFrame = (): void => {
    record.states.push(state(true));
    frames += 1;
    if (frames < 30) requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  new MutationObserver(() => {
    const now = state(false);
    if (isNew(now)) record.states.push(now);
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) record.paints[entry.name] = entry.startTime;
  }).observe({ type: 'paint', buffered: true });
  Object.defineProperty(window, '__frames', { value: record });
}

/**
 * The state that the first contentful paint showed.
 *
 * @throws Error when the record has no paint yet, or no frame before it.
 */
export function atFirstPaint({ states, paints }: FrameRecord): FrameState {
  const paint = paints['first-contentful-paint'];
  if (paint === undefined) throw new Error('The page has painted nothing yet.');
  const before = states.filter(({ at }) => at <= paint);
  const last = before.at(-1);
  if (!last) throw new Error(`No frame was recorded before the paint at ${paint} ms.`);
  return last;
}
