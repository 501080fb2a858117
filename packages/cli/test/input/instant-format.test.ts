import { expect, test } from 'vitest';
import { createInstantFormat } from '../../src/input/instant-format.ts';

test.each([
  {
    format: 'YYYY-MM-DD HH:mm:ss.SSS',
    text: '2026-03-01 09:08:07.5',
    at: '2026-03-01T09:08:07.5Z',
  },
  { format: 'M/D/YY H:mm', text: '12/1/10 8:26', at: '2010-12-01T08:26:00Z' },
  { format: 'D.M.YYYY', text: ' 1.3.1997 ', at: '1997-03-01T00:00:00Z' },
  { format: 'MMM D, YYYY h:mm A', text: 'March 1, 2026 12:05 a.m.', at: '2026-03-01T00:05:00Z' },
  { format: 'YYYYMMDD', text: '20240229', at: '2024-02-29T00:00:00Z' },
  { format: 'YYYY-MM-DD HH:mm Z', text: '2026-03-01 00:30 -05:30', at: '2026-03-01T06:00:00Z' },
  { format: 'YYYYMMDD', text: '20230229', at: null },
  { format: 'YYYYMMDD', text: '2023-02-01', at: null },
  { format: 'M/D/YYYY', text: '13/1/2026', at: null },
  { format: 'YYYY-MM-DD h A', text: '2026-03-01 13 PM', at: null },
  { format: 'MMM YYYY', text: 'Foo 2026', at: null },
  { format: 'YYYY H:mm', text: '2026 24:00', at: null },
])('$text as $format', ({ format, text, at }) => {
  expect(createInstantFormat(format)?.(text)).toBe(at === null ? null : Date.parse(at));
});

test.each(['', 'HH:mm', 'D/D/YYYY', 'YYYY YY'])('refuses the format "%s"', (format) => {
  expect(createInstantFormat(format)).toBeNull();
});
