import type { Measure, Operand } from '../ast.ts';
import { refuse } from './context.ts';
import { isObject, type Reader } from './reader.ts';
import { number } from './scalars.ts';

/** How authors write a measure inside another one; `WrittenMeasure` has its exact form. */
export type WrittenInner = Readonly<Record<string, unknown>>;

/** A measure by itself, as signals and other measures take it. */
export const measure: Reader<WrittenInner, Measure> = {
  schema: { $ref: '#/definitions/measure' },
  read: (value, path, ctx) => ctx.readMeasure(value, path, ctx, false)?.measure,
};

/** A measure whose value is a number, or a number that stands in for one. */
export const operand: Reader<WrittenInner | number, Operand> = {
  schema: { anyOf: [{ type: 'number' }, { $ref: '#/definitions/measure' }] },
  read(value, path, ctx) {
    if (!isObject(value)) {
      const constant = number('a measure or a number').read(value, path, ctx);
      return constant === undefined ? undefined : { kind: 'number', value: constant };
    }
    const read = ctx.readMeasure(value, path, ctx, false);
    if (read === undefined) return undefined;
    if (read.kind !== 'set' && read.kind !== 'label') return read.measure;
    return refuse(ctx, 'wrong-type', path, value, 'a measure whose value is a number');
  },
};
