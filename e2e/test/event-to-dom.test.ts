import { expect, test } from 'vitest';
import { measureEventToDom } from '../lib/frames/event-to-dom.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();

// What else the machine does at the moment may slow a page down as well.
const AGAIN = { retry: 2 };

test(
  'an event that completes one of 100 segments changes the page in its own frame, at a quarter of the speed',
  AGAIN,
  async () => {
    const { reactions, frameMs } = await measureEventToDom(suite.stack, 4);
    expect(reactions).toHaveLength(30);
    expect(reactions.map(({ frames }) => frames)).toEqual(reactions.map(() => 0));
    const median = reactions.map(({ ms }) => ms).toSorted((a, b) => a - b)[15]!;
    expect(median / frameMs).toBeLessThanOrEqual(1);
  },
);
