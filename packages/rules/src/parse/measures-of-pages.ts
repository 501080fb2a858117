import type { NumberTest } from '../ast.ts';
import { refuse, refuseSaid } from './context.ts';
import { whereField } from './event.ts';
import { measureSpec } from './measure-spec.ts';
import type { NumberTests } from './number-tests.ts';
import { numberTests } from './number-tests.ts';
import { at } from './path.ts';
import { optional, type Reader, required } from './reader.ts';
import { word, yes } from './scalars.ts';
import { windowFields, windowOf } from './window.ts';

const when = { ...whereField, ...windowFields } as const;

/** One comparison of a number. */
const oneTest: Reader<NumberTests, NumberTest> = {
  schema: {
    ...numberTests.definition,
    maxProperties: 1,
    description: 'one comparison, such as {"gt": 15}',
  },
  read(value, path, ctx) {
    const tests = numberTests.read(value, path, ctx);
    if (tests === undefined || tests.length === 1) return tests?.[0];
    return refuse(ctx, 'wrong-value', path, value, 'one comparison, such as {"gt": 15}');
  },
};

/** Measures of how pages are read. */
export const PAGE_MEASURES = {
  engaged: measureSpec('seconds', { engaged: required(yes), ...when }, (p, path, ctx) => {
    const window = windowOf(p, path, ctx);
    return window && { kind: 'engaged', where: p.where, window };
  }),
  'engaged-views': measureSpec(
    'number',
    {
      'engaged-views': required(yes),
      ...when,
      seconds: optional(oneTest, null),
      scrolled: optional(oneTest, null),
    },
    (p, path, ctx) => {
      const { where, seconds, scrolled } = p;
      if (seconds === null && scrolled === null) {
        const found = 'neither seconds nor scrolled';
        return refuseSaid(ctx, 'missing-key', path, found, 'at least one of the two');
      }
      const window = windowOf(p, path, ctx);
      return window && { kind: 'engaged-views', where, window, seconds, scrolled };
    },
  ),
  completion: measureSpec(
    'number',
    { completion: required(word(['page', 'pages'])), ...when },
    (p, path, ctx) => {
      const scope = p.completion;
      if (scope === 'page' && (p.within !== null || p['within-first'] !== null)) {
        const here = path === null ? null : at(path, p.within === null ? 'within-first' : 'within');
        const expected = 'no window: the current page is one moment';
        return refuseSaid(ctx, 'conflicting-keys', here, 'a window', expected);
      }
      const window = windowOf(p, path, ctx);
      return window && { kind: 'completion', where: p.where, window, scope };
    },
  ),
} as const;
