import type { RecordedFrom } from '@inkling/engine';
import type { Rules } from '../ast.ts';
import type { ZoneTable } from './local-time.ts';
import type { Breakpoints } from './world.ts';

/** What stays the same however often the oracle is asked: the rules, and what they refer to. */
export interface Question {
  readonly rules: Rules;
  readonly zone: ZoneTable;
  readonly recordedFrom: RecordedFrom;
  readonly breakpoints: { readonly [signal: string]: Breakpoints };
}
