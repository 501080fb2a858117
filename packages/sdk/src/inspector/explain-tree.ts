import type { Program, ProgramCode } from '@inkling/engine';
import type { ExplainCompare, ExplainNode } from '@inkling/engine/explain';
import type { MakeElement } from '../panel/element.ts';
import { type Leaf, wordMeasure, wordValue, wordWanted } from './word-measure.ts';
import { wordInstant } from './word-window.ts';

type NodeCode = ProgramCode['q'][number][0];

const MARKS = new Map([
  [true, ['✓', 'holds']],
  [false, ['✗', 'does not hold']],
  [null, ['?', 'is not known yet']],
]);
const MOST_EVENTS = 3;

/** What a tree is drawn from. */
export interface TreeParts {
  readonly make: MakeElement;
  readonly program: Program;
}

/** A condition with all that it is made of: what is wanted, what is there, how far it is. */
export function explainTree(parts: TreeParts, node: ExplainNode, code: NodeCode): HTMLElement {
  const { make } = parts;
  const [mark = '', word = ''] = MARKS.get(node.holds) ?? [];
  const state = make(
    'span',
    { class: `mark ${word.split(' ').at(-1)}`, role: 'img', 'aria-label': word },
    mark,
  );
  const of = node.kind === 'atLeast' && typeof code !== 'number' ? node.of : [];
  const inner = of.map((one, i) => explainTree(parts, one, (code as readonly NodeCode[])[i + 1]!));
  const facts = factsOf(parts, node, code);
  return make(
    'li',
    {},
    state,
    ' ',
    wordNode(parts, node, code),
    facts !== '' && make('div', { class: 'quiet' }, facts),
    inner.length > 0 && make('ul', { class: 'tree' }, ...inner),
  );
}

function leafOf({ program }: TreeParts, code: NodeCode): Leaf {
  const number = code as number;
  return program.code.l[number < 0 ? ~number : number] as Leaf;
}

function wordNode(parts: TreeParts, node: ExplainNode, code: NodeCode): string {
  const not = node.not ? 'not ' : '';
  if (node.kind === 'in') return `${not}in ${node.segment}`;
  if (node.kind === 'compare') {
    const leaf = leafOf(parts, code);
    const wanted = wordWanted(leaf, parts.program);
    return `${wordMeasure(leaf[0], parts.program)}: ${not}${wanted}`;
  }
  const { n, of } = node;
  return `${not}${n === of.length ? 'all' : n === 1 ? 'any' : `at least ${n}`} of`;
}

function factsOf(parts: TreeParts, node: ExplainNode, code: NodeCode): string {
  const facts = node.kind === 'compare' ? compareFacts(parts, node, leafOf(parts, code)) : [];
  if (node.until !== null) facts.push(`changes by itself on ${wordInstant(node.until)}`);
  return facts.join(' · ');
}

function compareFacts({ program }: TreeParts, node: ExplainCompare, [measure]: Leaf): string[] {
  const { value, atLeast, distance, events } = node;
  const say = (change: number): string => wordValue(Math.abs(change), measure, program);
  const facts = [`now ${atLeast ? 'at least ' : ''}${wordValue(value, measure, program)}`];
  if (distance) {
    const over = distance.side === 0 ? '' : 'a little over ';
    facts.push(`needs ${over}${say(distance.change)} ${distance.change < 0 ? 'less' : 'more'}`);
  }
  const newest = events.slice(0, MOST_EVENTS).map(({ type, t }) => `${type} ${wordInstant(t)}`);
  if (newest.length) facts.push(`last: ${newest.join(', ')}`);
  return facts;
}
