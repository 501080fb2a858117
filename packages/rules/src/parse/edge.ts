import type { EdgePages } from '../activation.ts';
import { type Context, refuse, refuseName, refuseSaid } from './context.ts';
import { at } from './path.ts';
import { list, type Reader } from './reader.ts';
import { id } from './scalars.ts';

/** More would tell visitors apart: so many may be known of one page's visitor. */
const MOST_NAMES = 4;
const MOST_LETTERS = 64;

const EXPECTED = `a path that begins and ends with a slash, such as /politics/, at most ${MOST_LETTERS} letters`;

/** What the paths of some pages begin with. */
export const pathPrefix: Reader<string, string> = {
  schema: {
    type: 'string',
    pattern: `^(?=.{1,${MOST_LETTERS}}$)/([A-Za-z0-9._~-]+/)*$`,
    description: EXPECTED,
  },
  read(value, path, ctx) {
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, EXPECTED);
    const isSound = value.length <= MOST_LETTERS && /^\/(?:[A-Za-z0-9._~-]+\/)*$/.test(value);
    return isSound ? value : refuse(ctx, 'wrong-value', path, value, EXPECTED);
  },
};

const names = list(id, 1, MOST_NAMES);

/** The pages whose paths begin with `path`. */
export function edgePages(path: string): Reader<readonly string[], EdgePages> {
  return {
    schema: names.schema,
    read(value, at, ctx) {
      const read = names.read(value, at, ctx);
      return read && { path, names: read };
    },
  };
}

/** What the edge is told are segments and experiences that exist, and few of them on any page. */
export function checkEdge(
  rules: {
    readonly edge: readonly EdgePages[];
    readonly segments: readonly { readonly id: string }[];
    readonly experiences: readonly { readonly id: string }[];
    readonly groups: readonly { readonly otherwise: string | null }[];
  },
  ctx: Context,
): void {
  const cells = rules.groups.flatMap(({ otherwise }) => otherwise ?? []);
  const known = [...rules.segments, ...rules.experiences].map((one) => one.id).concat(cells);
  for (const { path, names } of rules.edge) {
    const here = at(at(null, 'edge'), path);
    names.forEach((name, i) => {
      if (!known.includes(name)) refuseName(ctx, 'unknown-reference', at(here, i), name, known);
    });
    const around = rules.edge.filter((one) => path.startsWith(one.path));
    const all = new Set(around.flatMap((one) => one.names));
    if (all.size <= MOST_NAMES) continue;
    const found = `${all.size}, with those of the paths around it`;
    refuseSaid(ctx, 'wrong-value', here, found, `at most ${MOST_NAMES} names for a page`);
  }
}
