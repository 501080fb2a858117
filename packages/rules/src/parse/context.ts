import type { Measure } from '../ast.ts';
import type { LocalClock } from './local-clock.ts';
import { nearest } from './nearest.ts';
import { type Path, wordPath } from './path.ts';
import type { Fault, RuleErrorCode } from './rule-error.ts';
import { show } from './show.ts';

const MOST_FAULTS = 100;
/** Faults that are told with the nearest spelling: a hostile file may have many, all far-fetched. */
const MOST_HINTS = 20;

/** What kind of thing a name refers to. */
export type RefKind = 'segment' | 'signal' | 'model' | 'experiment';

/** A name used somewhere, to be looked up once the whole file is read. */
export interface Reference {
  readonly kind: RefKind;
  readonly id: string;
  readonly at: Path;
  /** What uses it, such as `segment:lapsed`. */
  readonly from: string;
}

/** What a measure's value is, which decides what it may be compared with. */
export type ValueKind = 'number' | 'seconds' | 'duration' | 'date' | 'scalar' | 'set' | 'label';

/** A measure, what its value is, and the labels it may give (`null` for any value). */
export interface ReadMeasure {
  readonly measure: Measure;
  readonly kind: ValueKind;
  readonly labels: readonly string[] | null;
}

/** What reading one rule file collects. */
export interface Context {
  /**
   * Reads a measure; it stands here because measures hold measures.
   *
   * @param compared - Whether comparisons may stand beside it.
   */
  readonly readMeasure: (
    value: unknown,
    path: Path | null,
    ctx: Context,
    compared: boolean,
  ) => ReadMeasure | undefined;
  readonly faults: Fault[];
  readonly refs: Reference[];
  /** Turns local dates into instants, in the file's zone. */
  readonly clock: LocalClock;
  /** Kind of each signal's value, as far as its measure could be told. */
  readonly signalKinds: ReadonlyMap<string, ValueKind>;
  /** Whether the file names its currency. */
  readonly hasCurrency: boolean;
  /** What is being read, such as `segment:lapsed`. */
  owner: string;
  /** Work that one event may cause, in measures touched. */
  cost: number;
}

/** Notes a fault; the reader that found it then returns `undefined`. */
export function refuse(
  ctx: Pick<Context, 'faults'>,
  code: RuleErrorCode,
  path: Path | null,
  found: unknown,
  expected: string,
): undefined {
  note(ctx, { code, path: wordPath(path), found: show(found), expected, nearest: null });
  return undefined;
}

/** Notes a fault whose finding is told in words rather than shown. */
export function refuseSaid(
  ctx: Pick<Context, 'faults'>,
  code: RuleErrorCode,
  path: Path | null,
  found: string,
  expected: string,
): undefined {
  note(ctx, { code, path: wordPath(path), found, expected, nearest: null });
  return undefined;
}

/** Notes an unknown name, with the nearest known one. */
export function refuseName(
  ctx: Pick<Context, 'faults'>,
  code: 'unknown-key' | 'unknown-reference' | 'wrong-value',
  path: Path | null,
  name: string,
  known: readonly string[],
): undefined {
  if (ctx.faults.length >= MOST_FAULTS) return undefined;
  const near = ctx.faults.length < MOST_HINTS ? nearest(name, known) : null;
  const listed = known.slice(0, 24).join(', ');
  const expected =
    known.length === 0 ? 'no name here' : `one of ${listed}${known.length > 24 ? ', …' : ''}`;
  note(ctx, { code, path: wordPath(path), found: show(name), expected, nearest: near });
  return undefined;
}

function note({ faults }: Pick<Context, 'faults'>, fault: Fault): void {
  if (faults.length < MOST_FAULTS) faults.push(fault);
}
