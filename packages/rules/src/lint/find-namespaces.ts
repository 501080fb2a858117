import type { NamespacePart } from '../activation.ts';
import type { Rules } from '../ast.ts';
import { wordList } from '../words/list.ts';
import type { Finding } from './finding.ts';

interface Part extends NamespacePart {
  readonly id: string;
  readonly path: string;
}

/** Parts of one namespace that overlap, as they must when they sum up to more than all of it. */
export function findNamespaces({ experiments, experiences }: Rules): readonly Finding[] {
  const parts: Part[] = [
    ...experiments.map((one) => ({ ...one, path: `experiments.${one.id}.namespace` })),
    ...experiences.map((one) => ({ ...one, path: `experiences.${one.id}.namespace` })),
  ].flatMap(({ id, path, namespace }) => (namespace ? [{ ...namespace, id, path }] : []));
  return parts.flatMap((part, i): Finding[] => {
    const others = parts
      .slice(0, i)
      .filter(({ name, from, to }) => name === part.name && from < part.to && part.from < to);
    if (others.length === 0) return [];
    const sum = parts.reduce(
      (all, { name, from, to }) => all + (name === part.name ? to - from : 0),
      0,
    );
    const percent = Math.round(sum * 100);
    const over = percent > 100 ? ` All its parts sum up to ${percent} %.` : '';
    const names = wordList(
      others.map(({ id }) => id),
      'and',
    );
    const words = `${part.id} and ${names} overlap in the namespace ${part.name}, so that a visitor may be in both.${over}`;
    const repair = 'Give each a "range" of its own, all together at most 1.';
    return [{ code: 'namespace-overlap', level: 'warning', path: part.path, words, repair }];
  });
}
