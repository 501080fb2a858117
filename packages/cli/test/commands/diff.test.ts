import { expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const BEFORE = {
  format: 1,
  site: 'paper',
  signals: { reads: { count: 'page_view', within: '7d' } },
  segments: {
    reader: { name: 'Reader', enter: { signal: 'reads', gte: 2 } },
    buyer: { enter: { count: 'purchase', gte: 1 } },
    gone: { enter: { count: 'page_view', within: '30d', eq: 0 } },
  },
};
const AFTER = {
  ...BEFORE,
  signals: { reads: { count: 'page_view', within: '8d' } },
  segments: {
    reader: { name: 'Reader', enter: { signal: 'reads', gte: 2 } },
    buyer: { name: 'Buyer', enter: { count: 'purchase', gte: 1 } },
    fan: { enter: { signal: 'reads', gte: 9 } },
  },
};

async function diff(before: object, after: object, ...flags: string[]) {
  const io = fakeIo({ 'a.json': JSON.stringify(before), 'b.json': JSON.stringify(after) });
  const code = await run(['diff', 'a.json', 'b.json', ...flags], io);
  return { code, ...io.written };
}

test('equal files: no difference, exit 0 also with --exit-code', async () => {
  expect(await diff(BEFORE, BEFORE, '--exit-code')).toEqual({
    code: 0,
    out: 'No difference.\n',
    err: '',
  });
});

test('a segment means something else when a signal that it uses does', async () => {
  const changed = { ...AFTER, signals: { reads: { count: 'page_view', within: '8d' } } };
  const { code, out } = await diff(BEFORE, changed, '--json');
  expect(code).toBe(0);
  const printed = JSON.parse(out);
  expectSchema('diff', printed);
  expect(printed.segments).toEqual([
    { segment: 'reader', change: 'meaning' },
    { segment: 'buyer', change: 'words' },
    { segment: 'gone', change: 'removed' },
    { segment: 'fan', change: 'added' },
  ]);
  expect(printed.changes).toContainEqual({ path: 'signals.reads.within', from: '7d', to: '8d' });
  expect(printed.changes).toContainEqual({ path: 'segments.buyer.name', to: 'Buyer' });
});

test('another spelling of the same length changes words alone', async () => {
  const weeks = { ...BEFORE, signals: { reads: { count: 'page_view', within: '1w' } } };
  const { out } = await diff(BEFORE, weeks, '--json');
  expect(JSON.parse(out)).toEqual({
    segments: [],
    changes: [{ path: 'signals.reads.within', from: '7d', to: '1w' }],
  });
});

test('for people, and exit 4 when asked', async () => {
  const renamed = {
    ...BEFORE,
    segments: { ...BEFORE.segments, reader: { name: 'R', enter: { signal: 'reads', gte: 2 } } },
  };
  const { code, out } = await diff(BEFORE, renamed, '--exit-code');
  expect(code).toBe(4);
  expect(out).toBe(
    'reader is only worded otherwise: nobody enters or leaves.\n\nsegments.reader.name\n  - "Reader"\n  + "R"\n',
  );
});

test('a broken file is refused', async () => {
  const { code, err } = await diff(BEFORE, { format: 1 });
  expect(code).toBe(3);
  expect(err).toMatch(/b\.json: site/);
});
