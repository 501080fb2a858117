import type { Engine, Program } from '@inkling/engine';
import { explain } from '@inkling/engine/explain';
import { explainTree } from './explain-tree.ts';
import type { Snapshot } from './source.ts';
import { fold, type Tab, type TabParts } from './tab.ts';
import { wordInstant } from './word-window.ts';

/** Every segment, those the visitor is in first; each opens to why, or what is missing. */
export function createSegmentsTab(parts: TabParts): Tab {
  const { make } = parts;
  const open = new Set<string>();

  const details = (engine: Engine, program: Program, id: string): readonly Node[] => {
    const found = explain(engine, id);
    const number = program.segments.findIndex((segment) => segment.id === id);
    const [enter, exit] = program.code.q[number]!;
    const tree = (title: string, node: typeof found.enter, code: typeof enter): HTMLElement =>
      make(
        'div',
        {},
        make('h3', {}, title),
        make('ul', { class: 'tree' }, explainTree({ make, program }, node, code)),
      );
    const facts = [
      found.since !== null && `in since ${wordInstant(found.since)}`,
      found.until !== null && `changes by itself on ${wordInstant(found.until)}`,
      found.heldUntil !== null && `stays at least until ${wordInstant(found.heldUntil)}`,
      found.takenBy.length > 0 && `taken by ${found.takenBy.join(', ')}`,
    ].filter((fact) => fact !== false);
    return [
      make('p', { class: 'quiet' }, facts.join(' · ') || 'Nothing changes by itself.'),
      tree('Enters when', found.enter, enter),
      ...(found.exit && exit != null ? [tree('Leaves when', found.exit, exit)] : []),
    ];
  };
  const entry = (snapshot: Snapshot, id: string): HTMLElement => {
    const { activated, engine, members, replayParts } = snapshot;
    const isIn = members.includes(id);
    const state = isIn ? (activated.includes(id) ? 'in' : 'in, not shown') : 'not in';
    const known = engine?.memberships().find(({ segment }) => segment === id)?.known !== false;
    const content =
      engine && replayParts && open.has(id)
        ? details(engine, replayParts.program, id)
        : [make('p', { class: 'quiet' }, engine ? '…' : 'The rules could not be read.')];
    const label = make(
      'span',
      { class: isIn ? 'state in' : 'state' },
      known ? state : 'unknown yet',
    );
    return fold(parts, open, id, [make('span', {}, id), label], content);
  };

  return {
    name: 'Segments',
    draw(snapshot) {
      const { engine, members, rules, status } = snapshot;
      const all = engine?.program.segments.map(({ id }) => id) ?? members;
      const order = [...members, ...all.filter((id) => !members.includes(id))];
      const differs = all.filter(
        (id) => engine?.memberships().find((m) => m.segment === id)?.in !== members.includes(id),
      );
      return [
        make(
          'p',
          { class: 'quiet' },
          status.rules === null
            ? 'There are no rules yet.'
            : `In ${members.length} of ${all.length}. Rules of publication ${status.rules}.`,
        ),
        ...(rules !== status.rules && engine
          ? [make('p', { class: 'warn' }, `The trees are of publication ${rules}.`)]
          : []),
        ...(engine && differs.length
          ? [
              make(
                'p',
                { class: 'warn' },
                `The page and this replay of its history differ in ${differs.join(', ')}.`,
              ),
            ]
          : []),
        ...order.map((id) => entry(snapshot, id)),
      ];
    },
  };
}
