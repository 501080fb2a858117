import type { Inkling } from '../../api.ts';
import { createGuard, type Guard } from '../../lib/guard.ts';
import { installStub, type Stub } from '../../stub/stub.ts';

/** A page's window, as adapters take it. */
export type Page = Window & typeof globalThis;

/** Keeps an adapter's mistakes, and those of what it talks to, away from the page. */
export const guard: Guard = createGuard((error) => console.warn(`Inkling: ${error}`));

/** `window.inkling`: the SDK, or the queue that stands in until it has come. */
export function inklingOf(win: Page): Pick<Inkling, 'consent' | 'track'> {
  installStub(win);
  return (win as unknown as { inkling: Inkling }).inkling;
}

/** Calls back once the SDK itself is there, at once where it is. */
export function whenLoaded(win: Page, callback: (inkling: Inkling) => void): void {
  installStub(win);
  const page = win as unknown as { inkling: Inkling & Partial<Stub> };
  const go = guard(() => callback(page.inkling));
  if (page.inkling.q) page.inkling.q.push(['status', [], win.Date.now(), go]);
  else go();
}
