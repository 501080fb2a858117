import { describe, expect, test } from 'vitest';
import type { HttpError } from '../src/http/http-error.ts';
import { callObject } from '../src/storage/call-object.ts';

/** Calls an object that fails so often, and counts. */
async function call(failures: number, flags: object) {
  let calls = 0;
  const stubs = new Set<object>();
  const waits: number[] = [];
  const outcome = await callObject(
    () => ({}),
    async (stub) => {
      stubs.add(stub);
      if (++calls <= failures) throw Object.assign(new Error('fault'), flags);
      return 'answer';
    },
    { random: () => 0.5, wait: async (ms) => void waits.push(ms) },
  ).catch((error: HttpError) => error);
  return { outcome, calls, stubs: stubs.size, waits };
}

describe('callObject', () => {
  test.each([
    { failures: 0, flags: {}, calls: 1, ok: true },
    { failures: 1, flags: { retryable: true }, calls: 2, ok: true },
    { failures: 2, flags: { retryable: true }, calls: 3, ok: true },
    { failures: 3, flags: { retryable: true }, calls: 3, ok: false },
    { failures: 1, flags: {}, calls: 1, ok: false },
    { failures: 1, flags: { overloaded: true }, calls: 1, ok: false },
    { failures: 1, flags: { retryable: true, overloaded: true }, calls: 1, ok: false },
  ])(
    'asks $calls times when $failures tries fail with $flags',
    async ({ failures, flags, calls, ok }) => {
      const result = await call(failures, flags);
      expect(result.calls).toBe(calls);
      expect(result.stubs).toBe(calls);
      if (ok) expect(result.outcome).toBe('answer');
      else {
        expect(result.outcome).toMatchObject({
          status: 503,
          code: 'overloaded',
          headers: { 'Retry-After': '32' },
        });
      }
    },
  );

  test('waits longer before each try', async () => {
    expect((await call(3, { retryable: true })).waits).toEqual([25, 50, 100]);
  });
});
