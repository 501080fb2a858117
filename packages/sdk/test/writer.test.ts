import { expect, test, vi } from 'vitest';
import type { EventLog } from '../src/log/event-log.ts';
import { createWriter, WRITE_DEADLINE_MS } from '../src/log/writer.ts';
import { event } from './support/events.ts';
import { fakeClock } from './support/fake-clock.ts';

type Append = EventLog['append'];

function start(append: Append) {
  const clock = fakeClock();
  const stored = vi.fn();
  const failed = vi.fn();
  const spy = vi.fn(append);
  const log = { append: spy } as unknown as EventLog;
  return { clock, stored, failed, append: spy, log, writer: createWriter(clock, stored, failed) };
}
const sizes = ({ append }: { append: ReturnType<typeof vi.fn<Append>> }): number[] =>
  append.mock.calls.map(([events]) => events.length);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test.each([
  { name: 'one event', count: 1, batches: [1] },
  { name: 'a batch that is not full', count: 15, batches: [15] },
  { name: 'a full batch', count: 16, batches: [16] },
  { name: 'one more', count: 17, batches: [16, 1] },
])('writes $name of one task', async ({ count, batches }) => {
  const page = start(async () => {});
  page.writer.attach(page.log);
  for (let n = 0; n < count; n++) page.writer.push(event('a', n));
  expect([...page.writer.waiting]).toHaveLength(count);
  await settle();
  expect(sizes(page)).toEqual(batches);
  expect([...page.writer.waiting]).toEqual([]);
  expect(page.stored).toHaveBeenCalledTimes(batches.length);
});

test('holds everything while there is no log, then writes it as perhaps known', async () => {
  const page = start(async () => {});
  page.writer.push(event('a', 0));
  page.writer.push(event('a', 1));
  await settle();
  expect(page.append).not.toHaveBeenCalled();
  page.writer.attach(page.log);
  await settle();
  expect(page.append.mock.calls).toEqual([[[event('a', 0), event('a', 1)], true]]);
  expect([...page.writer.waiting]).toEqual([]);
});

test('a refused batch stays pending and goes to the next log', async () => {
  const page = start(() => Promise.reject(new DOMException('', 'QuotaExceededError')));
  page.writer.attach(page.log);
  page.writer.push(event('a', 0));
  await settle();
  expect(page.failed).toHaveBeenCalledOnce();
  expect(page.stored).not.toHaveBeenCalled();
  expect([...page.writer.waiting]).toHaveLength(1);

  const good = start(async () => {});
  page.writer.attach(good.log);
  await settle();
  expect(good.append).toHaveBeenCalledWith([event('a', 0)], true);
  expect([...page.writer.waiting]).toEqual([]);
});

test('an answer that does not come is a failure at the deadline, not before', async () => {
  const page = start(() => new Promise(() => {}));
  page.writer.attach(page.log);
  page.writer.push(event('a', 0));
  await settle();
  page.clock.pass(WRITE_DEADLINE_MS - 1);
  await settle();
  expect(page.failed).not.toHaveBeenCalled();
  page.clock.pass(1);
  await settle();
  expect(page.failed).toHaveBeenCalledOnce();
});

test('a log that answers one batch a second is slow, not broken', async () => {
  const answers: (() => void)[] = [];
  const page = start(() => new Promise((resolve) => answers.push(resolve)));
  for (let n = 0; n < 200; n++) page.writer.push(event('a', n));
  page.writer.attach(page.log);
  expect(Math.max(...sizes(page))).toBeLessThanOrEqual(64);
  expect(answers.length).toBeGreaterThan(2);
  for (const answer of answers) {
    page.clock.pass(WRITE_DEADLINE_MS - 1);
    answer();
    await settle();
  }
  expect(page.failed).not.toHaveBeenCalled();
  expect([...page.writer.waiting]).toEqual([]);
  page.clock.pass(WRITE_DEADLINE_MS);
  expect(page.failed).not.toHaveBeenCalled();
});

test('a log that hangs is told of once, though more is written meanwhile', async () => {
  const page = start(() => new Promise(() => {}));
  page.writer.attach(page.log);
  for (let n = 0; n < 3; n++) {
    page.writer.push(event('a', n));
    await settle();
    page.clock.pass(WRITE_DEADLINE_MS / 2);
  }
  expect(page.failed).toHaveBeenCalledOnce();
});

test('keeps the newest thousand that wait', () => {
  const page = start(async () => {});
  for (let n = 0; n < 1_001; n++) page.writer.push(event('a', n));
  const waiting = [...page.writer.waiting];
  expect(waiting).toHaveLength(1_000);
  expect(waiting[0]?.id).toEqual(['a', 1]);
});

test('what was cleared is not written', async () => {
  const page = start(async () => {});
  page.writer.attach(page.log);
  page.writer.push(event('a', 0));
  page.writer.clear();
  await settle();
  expect(page.append).not.toHaveBeenCalled();
});
