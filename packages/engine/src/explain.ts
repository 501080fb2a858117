import type * as code from './code.ts';
import type { Core } from './core.ts';
import type { Engine } from './engine.ts';
import type { EventId, JsonValue } from './event.ts';
import { PERHAPS, YES } from './kernel.ts';
import { ask } from './leaf.ts';
import type { Stream } from './stream.ts';

/** Why a visitor is in a segment or not, as data; words are made of it elsewhere. */
export interface Explanation {
  readonly segment: string;
  readonly in: boolean;
  readonly known: boolean;
  readonly since: number | null;
  /** When the membership changes if nothing more happens; `null` for not within 400 days. */
  readonly until: number | null;
  readonly enter: ExplainNode;
  /** `null` when the segment has no exit of its own. */
  readonly exit: ExplainNode | null;
  /** The end of the least stay, ms since the epoch, while it still holds the visitor in. */
  readonly heldUntil: number | null;
  /** Segments listed before it in its groups that take the visitor instead. */
  readonly takenBy: readonly string[];
}

interface ExplainState {
  /** `null` when unknown. */
  readonly holds: boolean | null;
  /** Whether it is the opposite of what follows that is asked for. */
  readonly not: boolean;
}

/** One condition, in the shape of the program: a list of one is its only member. */
export type ExplainNode = ExplainState &
  (
    | { readonly kind: 'atLeast'; readonly n: number; readonly of: readonly ExplainNode[] }
    | { readonly kind: 'in'; readonly segment: string }
    | ExplainCompare
  );

/** A comparison of a measure. */
export interface ExplainCompare {
  readonly kind: 'compare';
  /** `null` when absent. */
  readonly value: JsonValue;
  /** Whether the value is only the least that it can be. */
  readonly atLeast: boolean;
  /** Values from which on the answer is another; empty for comparisons that are no numbers. */
  readonly cuts: readonly number[];
  /** How much more (negative: less) the value would have to be; `null` when it holds. */
  readonly distance: number | null;
  /** The earliest instant at which this may change by itself; `null` for none. */
  readonly until: number | null;
  /** Instants of the newest matching events of its window, newest first, at most five. */
  readonly at: readonly number[];
  /** Ids of those among the recent events that happened at these instants. */
  readonly events: readonly EventId[];
}

const MOST_EVENTS = 5;

/**
 * Explains a segment from the engine's state: no history is read, so events are named as far as
 * the engine still holds them.
 *
 * @throws {@link EngineError} `unknown-name` when the program has no such segment.
 */
export function explain(engine: Engine, segment: string): Explanation {
  const { program } = engine;
  const [until = null] = engine.flips(segment).at;
  const number = program.segments.findIndex(({ id }) => id === segment);
  const membership = engine.memberships()[number]!;
  const core = engine.core as Core;
  const [enter, exit, dwellMs = 0, , earlier = []] = program.code.q[number]!;
  const { own, ownSince } = core.members;
  const heldUntil = ownSince[number]! + dwellMs;
  const node = (one: code.NodeCode): ExplainNode => explainNode(engine, core, one);
  return {
    ...membership,
    until,
    enter: node(enter),
    exit: exit == null ? null : node(exit),
    heldUntil: own[number] === YES && dwellMs > 0 && engine.now < heldUntil ? heldUntil : null,
    takenBy:
      own[number] === YES
        ? earlier.filter((one) => own[one] === YES).map((one) => program.segments[one]!.id)
        : [],
  };
}

const truthOf = (answer: number, not: boolean): boolean | null =>
  answer === PERHAPS ? null : (answer === YES) !== not;

function explainNode(engine: Engine, core: Core, node: code.NodeCode): ExplainNode {
  const { program } = engine;
  if (typeof node !== 'number') {
    const k = node[0] as number;
    const of = node.slice(1).map((one) => explainNode(engine, core, one));
    const not = k < 0;
    const n = not ? ~k : k;
    const yes = of.filter(({ holds }) => holds).length;
    const perhaps = of.filter(({ holds }) => holds === null).length;
    const holds = yes >= n ? !not : yes + perhaps >= n ? null : not;
    return { kind: 'atLeast', holds, not, n, of };
  }
  const not = node < 0;
  const number = not ? ~node : node;
  const holds = truthOf(core.answers[number]!, not);
  const leaf = program.code.l[number]!;
  if (typeof leaf === 'number') {
    return { kind: 'in', holds, not, segment: program.segments[leaf]!.id };
  }
  return { ...explainLeaf(core, number, leaf, holds, not), holds, not };
}

function explainLeaf(
  core: Core,
  number: number,
  [measure, answers, ...rest]: Exclude<code.LeafCode, number>,
  holds: boolean | null,
  not: boolean,
): ExplainCompare {
  const { kernel, wiring, timers } = core;
  const now = core.now();
  const value = ask(kernel, wiring.build(measure), now) ?? null;
  const { doubt, low, high } = kernel;
  const isStepped = typeof answers === 'number';
  const cuts = isStepped ? (rest as number[]) : [];
  const [, index, window] = measure;
  const stream = Array.isArray(window) ? kernel.streams[index as number] : undefined;
  // Of a count that only has to reach a cut, no more entries are kept than that takes.
  const isCut = !!stream && low === 0 && stream.dropped > 0 && isStepped;
  const at = stream ? newest(stream, low, high) : [];
  const next = timers.next[number]!;
  return {
    kind: 'compare',
    value,
    atLeast: doubt === 1 || isCut,
    cuts,
    distance:
      holds === false && isStepped && typeof value === 'number'
        ? distanceOf(value, answers, cuts, not)
        : null,
    until: next < Infinity ? next : null,
    at,
    events: core.recent.filter(({ t }) => at.includes(t)).map(({ id }) => id),
  };
}

/** Instants of the last entries of a window. */
function newest({ t }: Stream, low: number, high: number): number[] {
  return t.slice(Math.max(low, high - MOST_EVENTS), high).reverse();
}

/** The least change of the value that reaches a stretch with the wanted answer. */
function distanceOf(
  value: number,
  answers: number,
  cuts: readonly number[],
  not: boolean,
): number | null {
  const wanted = not ? 0 : 1;
  let best: number | null = null;
  for (let stretch = 0; stretch <= cuts.length; stretch++) {
    if (((answers >> stretch) & 1) !== wanted) continue;
    const from = cuts[stretch - 1] ?? -Infinity;
    // A stretch below the value is reached one step under its end, which only whole numbers have.
    const to = (cuts[stretch] ?? Infinity) - 1;
    const change = value < from ? from - value : to - value;
    if (Number.isFinite(change) && (best === null || Math.abs(change) < Math.abs(best))) {
      best = change;
    }
  }
  return best;
}
