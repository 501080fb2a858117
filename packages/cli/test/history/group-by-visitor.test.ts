import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { groupByVisitor } from '../../src/history/group-by-visitor.ts';
import type { RawEvent } from '../../src/input/raw-event.ts';

function scattered(visitors: number, each: number): RawEvent[] {
  return Array.from({ length: visitors * each }, (_, n) => ({
    visitor: `v${(n * 7919) % visitors}`,
    t: 1_700_000_000_000 - n,
    n,
    type: 'page_view',
    session: n % 2 === 0 ? null : 'ä"\n',
    id: n % 3 === 0 ? (['tab', n] as const) : null,
    params: { path: `/${n}`, n },
  }));
}

async function* inBatches(events: RawEvent[]): AsyncGenerator<RawEvent[]> {
  for (let i = 0; i < events.length; i += 100) yield events.slice(i, i + 100);
}

async function collect(events: RawEvent[], memoryBytes: number) {
  const grouped = await groupByVisitor(inBatches(events), { memoryBytes });
  const { from, to } = grouped;
  const spilled = grouped.files !== null;
  const found = new Map<string, RawEvent[]>();
  for await (const histories of grouped.histories()) {
    for (const history of histories) found.set(history[0]?.visitor ?? '', history);
  }
  await grouped.close();
  return { found, from, to, spilled, events: grouped.events };
}

const spillFolders = () => readdirSync(tmpdir()).filter((name) => /^inkling-.{6}$/.test(name));

test('gathers the same histories in memory and through files', async () => {
  const events = scattered(211, 9);
  const before = spillFolders();
  const inMemory = await collect(events, Number.POSITIVE_INFINITY);
  const spilled = await collect(events, 50_000);
  expect(inMemory.spilled).toBe(false);
  expect(spilled).toEqual({ ...inMemory, spilled: true });
  expect(inMemory.found.size).toBe(211);
  expect(inMemory).toMatchObject({
    events: 1899,
    from: 1_700_000_000_000 - 1898,
    to: 1_700_000_000_000,
  });
  expect(spillFolders()).toEqual(before);
});

test('removes its files when the input breaks off', async () => {
  const before = spillFolders();
  async function* broken(): AsyncGenerator<RawEvent[]> {
    yield* inBatches(scattered(10, 20));
    throw new Error('broken off');
  }
  await expect(groupByVisitor(broken(), { memoryBytes: 1 })).rejects.toThrow('broken off');
  expect(spillFolders()).toEqual(before);
});

test('nothing in, nothing out', async () => {
  expect(await collect([], 1)).toMatchObject({ events: 0, from: null, to: null, spilled: false });
});
