import type { GroupRule } from '../ast.ts';
import { type Context, type Reference, refuseName, refuseSaid } from './context.ts';
import { at } from './path.ts';

/** Refuses names that nothing bears. */
export function checkReferences(ctx: Context, known: KnownNames): void {
  for (const { kind, id, at: path } of ctx.refs) {
    if (known[kind].has(id)) continue;
    refuseName(ctx, 'unknown-reference', path, id, [...known[kind]]);
  }
}

/** Names that the file defines, sound or not, by kind. */
export type KnownNames = Readonly<Record<Reference['kind'], ReadonlySet<string>>>;

/**
 * Refuses definitions that need themselves. A segment of a group needs the earlier ones, whose
 * membership displaces its own; the cell for those in none needs them all.
 */
export function checkCycles(ctx: Context, groups: readonly GroupRule[]): void {
  const needs = edgesOf(ctx.refs, groups);
  const done = new Set<string>();
  for (const start of needs.keys()) {
    const ring = findRing(start, needs, done);
    if (ring === null) continue;
    const [kind = '', id = ''] = split(ring[0]!);
    const path = at(at(null, `${kind}s`), id);
    const found = ring.map((node) => split(node)[1]).join(' → ');
    refuseSaid(ctx, 'cycle', path, found, 'definitions that do not need themselves');
    return; // The same ring would be told once for each of its members.
  }
}

function split(node: string): [kind: string, id: string] {
  const colon = node.indexOf(':');
  return [node.slice(0, colon), node.slice(colon + 1)];
}

function edgesOf(
  refs: readonly Reference[],
  groups: readonly GroupRule[],
): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    const known = needs.get(from);
    if (known) known.push(to);
    else needs.set(from, [to]);
  };
  for (const { from, kind, id } of refs) add(from, `${kind}:${id}`);
  for (const { segments, otherwise } of groups) {
    // Each needs all earlier ones; the one just before needs the rest in turn.
    segments.forEach((id, i) => {
      if (i > 0) add(`segment:${id}`, `segment:${segments[i - 1]}`);
    });
    if (otherwise !== null) add(`segment:${otherwise}`, `segment:${segments.at(-1)}`);
  }
  return needs;
}

/** Depth first without recursion; the first ring found, closed, or `null`. */
function findRing(
  start: string,
  needs: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): readonly string[] | null {
  if (done.has(start)) return null;
  const trail: { node: string; next: number }[] = [{ node: start, next: 0 }];
  const onTrail = new Map([[start, 0]]);
  for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
    const to = needs.get(top.node)?.[top.next];
    top.next += 1;
    if (to === undefined) {
      done.add(top.node);
      onTrail.delete(top.node);
      trail.pop();
    } else if (onTrail.has(to)) {
      return [...trail.slice(onTrail.get(to)).map(({ node }) => node), to];
    } else if (!done.has(to)) {
      onTrail.set(to, trail.length);
      trail.push({ node: to, next: 0 });
    }
  }
  return null;
}
