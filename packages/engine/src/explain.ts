import type * as code from './code.ts';
import type { Core } from './core.ts';
import type { Engine } from './engine.ts';
import type { EventId, InkEvent, JsonValue } from './event.ts';
import { type Distance, distanceOf } from './explain-distance.ts';
import { PERHAPS, YES } from './kernel.ts';
import { ask } from './leaf.ts';
import { lookAhead } from './look-ahead.ts';
import { answerOf } from './members.ts';
import type { Program } from './program.ts';
import type { Stream } from './stream.ts';

export { type Distance, distanceOf } from './explain-distance.ts';

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
  /** When that changes if nothing more happens; `null` for not within 400 days. */
  readonly until: number | null;
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
  /** The numbers that the value is compared with, rising. */
  readonly thresholds: readonly number[];
  /** The least change of the value for it to hold; `null` when it holds or no number says it. */
  readonly distance: Distance | null;
  /** Instants of the newest matching events of its window, newest first, at most five. */
  readonly at: readonly number[];
  /** Those events, as far as the engine still has them: those of the last days. */
  readonly events: readonly ExplainEvent[];
}

/** An event that decides. */
export interface ExplainEvent {
  readonly id: EventId;
  readonly t: number;
  readonly type: string;
}

const DAY_MS = 86_400_000;
const HORIZON_MS = 400 * DAY_MS;
const MOST_EVENTS = 5;

/** What the parts of one explanation are made from. */
interface Asked {
  readonly core: Core;
  readonly program: Program;
  /** Answers of nodes by their code, and when each changes first. */
  readonly until: ReadonlyMap<code.NodeCode, number>;
}

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
  const roots = exit == null ? [enter] : [enter, exit];
  const asked: Asked = { core, program, until: changesOf(roots.flatMap(partsOf), core) };
  return {
    ...membership,
    until,
    enter: explainNode(enter, asked),
    exit: exit == null ? null : explainNode(exit, asked),
    heldUntil: own[number] === YES && dwellMs > 0 && engine.now < heldUntil ? heldUntil : null,
    takenBy:
      own[number] === YES
        ? earlier.filter((one) => own[one] === YES).map((one) => program.segments[one]!.id)
        : [],
  };
}

/** A condition and all that it is made of. */
function partsOf(node: code.NodeCode): code.NodeCode[] {
  return typeof node === 'number' ? [node] : [node, ...node.slice(1).flatMap(partsOf)];
}

/** When each condition's answer changes first with no further event. */
function changesOf(nodes: readonly code.NodeCode[], core: Core): Map<code.NodeCode, number> {
  const before = nodes.map((node) => answerOf(node, core.answers));
  const found = new Map<code.NodeCode, number>();
  lookAhead(core, core.now + HORIZON_MS, () => {
    nodes.forEach((node, i) => {
      if (found.has(node) || answerOf(node, core.answers) === before[i]) return;
      found.set(node, core.now);
    });
  });
  return found;
}

function explainNode(node: code.NodeCode, asked: Asked): ExplainNode {
  const { core, program } = asked;
  const answer = answerOf(node, core.answers);
  const head = typeof node === 'number' ? node : (node[0] as number);
  const state = {
    holds: answer === PERHAPS ? null : answer === YES,
    until: asked.until.get(node) ?? null,
    not: head < 0,
  };
  const number = head < 0 ? ~head : head;
  if (typeof node !== 'number') {
    const of = node.slice(1).map((one) => explainNode(one, asked));
    return { kind: 'atLeast', ...state, n: number, of };
  }
  const leaf = program.code.l[number]!;
  if (typeof leaf === 'number') {
    return { kind: 'in', ...state, segment: program.segments[leaf]!.id };
  }
  return { ...explainLeaf(leaf, state, asked), ...state };
}

function explainLeaf(
  leaf: Exclude<code.LeafCode, number>,
  { holds, not }: ExplainState,
  { core, program }: Asked,
): ExplainCompare {
  const { kernel } = core;
  const [measure, answers] = leaf;
  const value = ask(kernel, core.measure(measure), core.now) ?? null;
  const { doubt, low, high } = kernel;
  const [, index, window] = measure;
  const stream = Array.isArray(window) ? kernel.streams[index as number] : undefined;
  // Of a count that only has to reach a cut, no more entries are kept than that takes.
  const isCut = !!stream && low === 0 && stream.dropped > 0 && typeof answers === 'number';
  const at = stream ? newest(stream, low, high) : [];
  const { thresholds, distance } = distanceOf(leaf, value, not);
  return {
    kind: 'compare',
    value,
    atLeast: doubt === 1 || isCut,
    thresholds,
    distance: holds === false ? distance : null,
    at,
    events: stream ? eventsOf(program.code.s[index as number]!, at, core) : [],
  };
}

/** Instants of the last entries of a window. */
function newest({ t }: Stream, low: number, high: number): number[] {
  return t.slice(Math.max(low, high - MOST_EVENTS), high).reverse();
}

/** The events behind entries of a stream at some instants, newest first. */
function eventsOf([matcher]: code.StreamCode, at: readonly number[], core: Core): ExplainEvent[] {
  const numbers = typeof matcher === 'number' ? [matcher] : matcher;
  const isOne = (event: InkEvent): boolean => {
    let fits = false;
    core.intake(event, (hit) => {
      fits ||= numbers.includes(hit);
    });
    return fits && at.includes(event.t);
  };
  return core.recent
    .filter(isOne)
    .map(({ id, t, type }) => ({ id, t, type }))
    .reverse()
    .slice(0, MOST_EVENTS);
}
