import { HttpError } from '../http/http-error.ts';

/** Tries of one call, the first included. */
const TRIES = 3;

/**
 * Calls a Durable Object, with a new stub for each try: a stub that has failed once is broken.
 *
 * Only safe for calls that may happen twice. An object that says it is overloaded is left alone.
 *
 * @param random - In [0, 1), for waiting times that differ.
 * @throws {@link HttpError} 503 `overloaded` with `Retry-After`, when no try succeeded.
 */
export async function callObject<Stub, Result>(
  makeStub: () => Stub,
  call: (stub: Stub) => Promise<Result>,
  {
    random = Math.random,
    wait = (ms: number) => scheduler.wait(ms),
  }: { random?: () => number; wait?: (ms: number) => Promise<void> } = {},
): Promise<Result> {
  let fault: unknown;
  for (let i = 0; i < TRIES; i++) {
    try {
      return await call(makeStub());
    } catch (error) {
      fault = error;
      if (!isRetryable(error)) break;
      await wait(random() * 50 * 2 ** i);
    }
  }
  throw tryLater(fault, random);
}

/** The error for what can be sent again, at a time that differs from caller to caller. */
export function tryLater(cause?: unknown, random: () => number = Math.random): HttpError {
  return new HttpError(503, 'overloaded', 'Try again later.', {
    cause,
    headers: { 'Retry-After': String(5 + Math.floor(random() * 55)) },
  });
}

function isRetryable(error: unknown): boolean {
  const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean };
  return retryable === true && overloaded !== true;
}
