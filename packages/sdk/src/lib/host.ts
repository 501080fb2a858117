import type { Clock } from './clock.ts';
import type { Guard } from './guard.ts';
import type { Keys } from './keys.ts';

/** Everything of the outside world that a stage may touch, so that a test can give its own. */
export interface Host {
  readonly win: Window & typeof globalThis;
  readonly doc: Document;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly guard: Guard;
  readonly fetch: typeof fetch;
  /** Name of what went wrong last; `null` for nothing. */
  lastError(): string | null;
  /** 128 fresh random bits, as 22 characters that a URL can hold. */
  newId(): string;
}

/**
 * Listens for several types at once, guarded and passively.
 *
 * @param types - Separated by spaces.
 * @returns Stops listening.
 */
export function listen(
  { guard }: Pick<Host, 'guard'>,
  target: EventTarget,
  types: string,
  callback: (event: Event) => void,
): () => void {
  const guarded = guard(callback);
  const options = { capture: true, passive: true };
  const names = types.split(' ');
  for (const type of names) target.addEventListener(type, guarded, options);
  return () => {
    for (const type of names) target.removeEventListener(type, guarded, options);
  };
}
