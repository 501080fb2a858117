import type { Measure } from '../ast.ts';
import type { Context, RefKind, ValueKind } from './context.ts';
import type { Path } from './path.ts';
import type { Fields, ParsedFields } from './reader.ts';
import { text } from './scalars.ts';

/** One measure of the language: its keys, what its value is, and how it is read. */
export interface MeasureSpec<F extends Fields> {
  readonly value: ValueKind;
  readonly fields: F;
  build(parts: ParsedFields<F>, path: Path | null, ctx: Context): Measure | undefined;
}

/** Defines a measure. */
export function measureSpec<const F extends Fields>(
  value: ValueKind,
  fields: F,
  build: MeasureSpec<F>['build'],
): MeasureSpec<F> {
  return { value, fields, build };
}

/** The name of a param; dots lead into nested objects. */
export const param = text('the name of a param');

/** Notes that what is being read needs something else of the file. */
export function refer(ctx: Context, kind: RefKind, id: string, path: Path): string {
  ctx.refs.push({ kind, id, at: path, from: ctx.owner });
  return id;
}
