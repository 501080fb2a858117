/**
 * Runs code of ours so that nothing it throws reaches the page it is a guest of: gives `fn` back
 * with its exceptions, and its promise's rejection, sent to `onError`.
 */
export type Guard = <A extends unknown[], R>(
  fn: (...args: A) => R,
) => (...args: A) => R | undefined;

/** @param onError - The last resort: is told what was thrown, and may not throw itself. */
export function createGuard(onError: (error: unknown) => void): Guard {
  return (fn) =>
    (...args) => {
      try {
        const result = fn(...args);
        if (result instanceof Promise) result.catch(onError);
        return result;
      } catch (error) {
        onError(error);
        return undefined;
      }
    };
}
