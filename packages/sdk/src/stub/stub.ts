/** One call that waits for the SDK: method, arguments, when it was made, and who waits for it. */
export type Call = [
  method: string,
  args: readonly unknown[],
  t: number,
  resolve?: (value: unknown) => void,
];

/** What stands in for `window.inkling` until the script has loaded. */
export interface Stub {
  readonly q: Call[];
}

const WAITING_METHODS =
  'track page consent on ready explain export forget reset off meter offer debug';

/**
 * Sets up the queue, unless the SDK or another stub is there already.
 *
 * Each method keeps its call with the time it was made and gives a promise of the result; `has`
 * and `segments` answer at once, from what the boot script put on `<html>`.
 */
export function installStub(win: Window & typeof globalThis): void {
  const holder = win as unknown as { inkling?: unknown };
  if (holder.inkling) return;
  const q: Call[] = [];
  const list = (): string[] =>
    win.document.documentElement.getAttribute('data-inkling')?.split(' ') ?? [];
  const stub: Record<string, unknown> = {
    q,
    has: (segment: string) => list().includes(segment),
    segments: list,
  };
  for (const method of WAITING_METHODS.split(' ')) {
    stub[method] = (...args: unknown[]) =>
      new Promise((resolve) => {
        // More than this means that the script never came.
        if (q.length < 1000) q.push([method, args, win.Date.now(), resolve]);
      });
  }
  holder.inkling = stub;
}
