import type { GroupRule, Rules, SegmentRule } from '../ast.ts';
import { writtenSegments } from '../cells.ts';
import { type Cases, canHold, canHoldTogether, casesOf } from './feasible.ts';
import type { Finding } from './finding.ts';
import { formulaOf, isPlain, type Names } from './formula.ts';
import { conditionsIn } from './walk.ts';

/** Pairs that are looked at; a file with more segments than that needs is crowded anyway. */
const MOST_PAIRS = 20_000;

interface Candidate {
  readonly segment: SegmentRule;
  readonly definition: string;
  readonly yes: Cases;
  readonly no: Cases;
  /** Whether its rule says who is in: neither latched nor held, and neither for all nor for none. */
  readonly telling: boolean;
  /** The measures it asks for, as text. */
  readonly measures: ReadonlySet<string>;
  readonly refers: ReadonlySet<string>;
  readonly group: GroupRule | null;
}

/** Segments that say the same, that include each other, or that overlap as tiers. */
export function findPairs(rules: Rules, names: Names): readonly Finding[] {
  const candidates = writtenSegments(rules).map((one) => candidateOf(one, rules.groups, names));
  const findings: Finding[] = [];
  let pairs = 0;
  for (const [i, a] of candidates.entries()) {
    for (const b of candidates.slice(i + 1)) {
      if (pairs++ >= MOST_PAIRS) return findings;
      const found = comparePair(a, b);
      if (found !== null) findings.push(found);
    }
  }
  return findings;
}

function candidateOf(segment: SegmentRule, groups: readonly GroupRule[], names: Names): Candidate {
  const { id, enter, exit, dwellMs } = segment;
  const yes = casesOf(formulaOf(enter, names));
  const no = casesOf(formulaOf(enter, names, true));
  const measures = new Set<string>();
  const refers = new Set<string>();
  for (const [condition] of conditionsIn(enter, '')) {
    if (condition.kind === 'compare') measures.add(JSON.stringify(condition.measure));
    if (condition.kind === 'in') refers.add(condition.segment);
  }
  return {
    segment,
    definition: JSON.stringify([enter, exit, dwellMs]),
    yes,
    no,
    telling: isPlain(segment) && canHold(yes) && canHold(no),
    measures,
    refers,
    group: groups.find(({ segments }) => segments.includes(id)) ?? null,
  };
}

function comparePair(a: Candidate, b: Candidate): Finding | null {
  if (a.group !== null || b.group !== null) return compareGrouped(a, b);
  if (a.definition === b.definition) return duplicate(a, b);
  if (!isComparable(a, b)) return null;
  const aInB = !canHoldTogether(a.yes, b.no);
  const bInA = !canHoldTogether(b.yes, a.no);
  if (aInB && bInA) return duplicate(a, b);
  if (isTierPair(a, b)) return canHoldTogether(a.yes, b.yes) ? overlap(a, b) : null;
  if (aInB) return implies(a, b);
  return bInA ? implies(b, a) : null;
}

/** In one group, what stands first takes the visitors of a narrower one after it. */
function compareGrouped(a: Candidate, b: Candidate): Finding | null {
  if (a.group === null || b.group === null || a.group.id !== b.group.id) return null;
  if (!isComparable(a, b)) return null;
  const order = a.group.segments;
  const inOrder = order.indexOf(a.segment.id) < order.indexOf(b.segment.id);
  const [first, second] = inOrder ? [a, b] : [b, a];
  return canHoldTogether(second.yes, first.no) ? null : shadowed(first, second, a.group.id);
}

/** References that were made on purpose are no finding. */
function isComparable(a: Candidate, b: Candidate): boolean {
  if (!a.telling || !b.telling) return false;
  return !a.refers.has(b.segment.id) && !b.refers.has(a.segment.id);
}

/** Tiers ask for the same measures, with other thresholds. */
function isTierPair(a: Candidate, b: Candidate): boolean {
  if (a.measures.size === 0 || a.measures.size !== b.measures.size) return false;
  return [...a.measures].every((measure) => b.measures.has(measure));
}

function pathOf({ segment }: Candidate): string {
  return `segments.${segment.id}`;
}

function duplicate(a: Candidate, b: Candidate): Finding {
  return {
    code: 'duplicate',
    level: 'warning',
    path: pathOf(b),
    words: `${b.segment.id} has exactly the visitors of ${a.segment.id}.`,
    repair: 'Keep one of the two.',
  };
}

function implies(a: Candidate, b: Candidate): Finding {
  return {
    code: 'implies',
    level: 'note',
    path: pathOf(a),
    words: `Whoever is in ${a.segment.id} is in ${b.segment.id} too.`,
    repair: `If that is meant, write {"in": "${b.segment.id}"} so that it shows.`,
  };
}

function overlap(a: Candidate, b: Candidate): Finding {
  return {
    code: 'overlap',
    level: 'warning',
    path: pathOf(b),
    words: `${a.segment.id} and ${b.segment.id} look at the same measures, and a visitor may be in both.`,
    repair: `Put them in one of "groups", the narrower first, so that each visitor has one of them.`,
  };
}

function shadowed(a: Candidate, b: Candidate, group: string): Finding {
  return {
    code: 'shadowed',
    level: 'warning',
    path: `groups.${group}`,
    words: `Nobody is ever in ${b.segment.id}: its visitors are in ${a.segment.id}, which stands before it.`,
    repair: `List ${b.segment.id} before ${a.segment.id}.`,
  };
}
