import type { Clock } from '../lib/clock.ts';

/**
 * Waits for a promise, but not for ever: a browser's storage may simply never answer.
 *
 * @throws `Error` named `deadline` after `ms`; the promise itself runs on.
 */
export function withDeadline<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new Error('deadline')));
    promise.then(resolve, reject).finally(cancel);
  });
}
