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
  },
};
const withReads = (within: string) => ({
  ...BEFORE,
  signals: { reads: { count: 'page_view', within } },
});

async function diff(before: object, after: object, ...flags: string[]) {
  const io = fakeIo({ 'a.json': JSON.stringify(before), 'b.json': JSON.stringify(after) });
  const code = await run(['diff', 'a.json', 'b.json', ...flags], io);
  return { code, ...io.written };
}

test.each([
  { name: 'equal files', after: BEFORE },
  { name: 'another spelling of the same length', after: withReads('1w') },
])('$name: no difference, exit 0 also with --exit-code', async ({ after }) => {
  const { code, out } = await diff(BEFORE, after, '--exit-code');
  expect({ code, out }).toEqual({ code: 0, out: 'No difference but spelling.\n' });
});

test('a segment moves visitors when a signal that it uses changes', async () => {
  const { code, out } = await diff(BEFORE, withReads('8d'), '--json', '--exit-code');
  expect(code).toBe(4);
  const printed = JSON.parse(out);
  expectSchema('diff', printed);
  expect(printed.changes).toContainEqual(
    expect.objectContaining({ path: expect.stringContaining('segments.reader'), meaning: true }),
  );
  expect(JSON.stringify(printed.changes)).not.toContain('segments.buyer');
});

test('for people', async () => {
  const { reader } = BEFORE.segments;
  const renamed = { ...BEFORE, segments: { reader: { ...reader, name: 'R' } } };
  const { out } = await diff(BEFORE, renamed);
  expect(out).toMatch(/^~ segments\.reader[^(]*\n {4}\S/);
  expect(out).toMatch(/- segments\.buyer \(moves visitors\)\n {4}\S/);
  expect(out).toMatch(/2 changes, 1 of which can move visitors\.\n$/);
});

test('a broken file is refused', async () => {
  const { code, err } = await diff(BEFORE, { format: 1 });
  expect(code).toBe(3);
  expect(err).toMatch(/b\.json: site/);
});
