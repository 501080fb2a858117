import { expect, test } from 'vitest';
import type { Inkling } from '../src/api.ts';

declare global {
  interface InklingEvents {
    /** Declared by this test alone. */
    test_quiz_done: { score: number };
  }
}

test('declared events are typed, others are not', () => {
  const told: unknown[][] = [];
  const inkling: Pick<Inkling, 'track'> = { track: (...args) => void told.push(args) };
  inkling.track('test_quiz_done', { score: 1 });
  inkling.track('another');
  inkling.track('another', { score: 'high' });
  // @ts-expect-error A declared param has its type.
  inkling.track('test_quiz_done', { score: 'high' });
  // @ts-expect-error A declared event has its params.
  inkling.track('test_quiz_done');
  expect(told).toHaveLength(5);
});
