import type { RuleChange } from './rule-change.ts';

/** How the members of one part of a file are told apart and worded. */
export interface Named<T> {
  /** Such as `signals`. */
  readonly part: string;
  /** Such as `signal`. */
  readonly noun: string;
  readonly meaning: boolean;
  readonly say: (member: T) => string;
}

/** Members of a part that came, went, or are otherwise than before, in the order of the new file. */
export function diffNamed<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  { part, noun, meaning, say }: Named<T>,
): readonly RuleChange[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const now = new Set(after.map(({ id }) => id));
  const changes = after.flatMap((one): RuleChange[] => {
    const path = `${part}.${one.id}`;
    const was = old.get(one.id);
    if (was === undefined) {
      const words = `The ${noun} ${one.id} is new: ${say(one)}.`;
      return [{ change: 'added', path, meaning, words }];
    }
    if (JSON.stringify(was) === JSON.stringify(one)) return [];
    const words = `The ${noun} ${one.id} is now: ${say(one)}. Before: ${say(was)}.`;
    return [{ change: 'changed', path, meaning, words }];
  });
  const gone = before.flatMap(({ id }): RuleChange[] => {
    if (now.has(id)) return [];
    const words = `The ${noun} ${id} is gone.`;
    return [{ change: 'removed', path: `${part}.${id}`, meaning, words }];
  });
  return [...changes, ...gone];
}
