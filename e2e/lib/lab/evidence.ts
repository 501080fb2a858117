/** What a page of the lab has seen since it was opened. */
export interface Evidence {
  /** Uncaught exceptions and rejections, and errors on the console. */
  readonly errors: string[];
  readonly warnings: string[];
  /** Layout shifts, as the browser scores them. Chromium only. */
  readonly shifts: number[];
  /** Our scripts that held a frame up for over 50 ms: address and ms. Chromium only. */
  readonly long: string[];
  /** Whether the page has come back from the back/forward cache. */
  restored: boolean;
}

declare global {
  interface Window {
    __host: Evidence;
  }
}

/** Begins to keep evidence as `window.__host`. Runs inside the page, before any other script. */
export function keepEvidence(): void {
  const host: Evidence = { errors: [], warnings: [], shifts: [], long: [], restored: false };
  Object.defineProperty(window, '__host', { value: host });
  addEventListener('error', ({ message, filename }) => {
    if (message) host.errors.push(`${message} (${filename})`);
  });
  addEventListener('unhandledrejection', ({ reason }) => host.errors.push(`rejected: ${reason}`));
  addEventListener('pageshow', ({ persisted }) => {
    host.restored ||= persisted;
  });
  for (const [level, list] of [
    ['error', host.errors],
    ['warn', host.warnings],
  ] as const) {
    console[level] = (...args: unknown[]) => void list.push(args.map(String).join(' '));
  }
  const observe = (type: string, each: (entry: PerformanceEntry) => void): void => {
    if (!PerformanceObserver.supportedEntryTypes?.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      type,
      buffered: true,
    });
  };
  observe('layout-shift', (entry) => {
    host.shifts.push((entry as PerformanceEntry & { value: number }).value);
  });
  observe('long-animation-frame', (entry) => {
    const { scripts } = entry as PerformanceEntry & {
      scripts: readonly { sourceURL: string; duration: number }[];
    };
    for (const { sourceURL, duration } of scripts) {
      if (sourceURL.includes('/v1/') && duration > 50) {
        host.long.push(`${new URL(sourceURL).pathname} ${Math.round(duration)} ms`);
      }
    }
  });
}
