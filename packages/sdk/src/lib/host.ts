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
  /** 110 fresh random bits, as 22 characters that a URL can hold. */
  newId(): string;
  /**
   * Listens for several types at once, guarded, passively and before everybody else.
   *
   * @param types - Separated by spaces.
   */
  listen(target: EventTarget, types: string, callback: (event: Event) => void): void;
}
