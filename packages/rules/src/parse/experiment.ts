import type { Experiment, NamespacePart } from '../activation.ts';
import { type Context, refuseSaid } from './context.ts';
import { at, type Path } from './path.ts';
import { list, object, optional, type Reader, record, required, type Written } from './reader.ts';
import { id, number, text } from './scalars.ts';

const MOST_ARMS = 20;
const MOST_ARM_LETTERS = 32;
/** Weights written in few digits, such as three times 0.333, still sum up to 1. */
const SLACK = 0.002;
/** What reports call those who are held out. */
const HOLDOUT = 'holdout';

/** A number from 0 to 1. */
export const share: Reader<number, number> = number('a share from 0 to 1', 0, 1);

/** The name of an arm: shorter than other names, since it travels in reports. */
export const armName: Reader<string, string> = {
  schema: { ...id.schema, maxLength: MOST_ARM_LETTERS, not: { const: HOLDOUT } },
  read(value, path, ctx) {
    const read = id.read(value, path, ctx);
    if (read === undefined || (read.length <= MOST_ARM_LETTERS && read !== HOLDOUT)) return read;
    const expected = `a name of at most ${MOST_ARM_LETTERS} letters other than ${HOLDOUT}`;
    return refuseSaid(ctx, 'wrong-value', path, `"${read}"`, expected);
  },
};

/** A record by arm. */
export function byArm<In, Out>(
  member: (id: string) => Reader<In, Out>,
): Reader<Readonly<Record<string, In>>, readonly Out[]> {
  const inner = record(armName, member, MOST_ARMS);
  return {
    schema: { ...inner.schema, minProperties: 1 },
    read(value, path, ctx) {
      const arms = inner.read(value, path, ctx);
      if (arms === undefined || arms.length > 0) return arms;
      return refuseSaid(ctx, 'wrong-value', path, 'no arm', `1 to ${MOST_ARMS} arms`);
    },
  };
}

const range: Reader<readonly number[], readonly number[]> = list(share, 2, 2);

/** A part of a namespace: `{"name": "offers", "range": [0, 0.5]}`. */
export const namespace = object(
  { name: required(id), range: required(range) },
  ({ name, range: [from = 0, to = 0] }, path, ctx): NamespacePart | undefined => {
    if (from < to) return { name, from, to };
    const expected = 'a range that begins before it ends';
    return refuseSaid(ctx, 'wrong-value', at(path, 'range'), `${from} to ${to}`, expected);
  },
);

/** Keys that say who takes part. */
export const audienceFields = {
  coverage: optional(share, 1),
  namespace: optional(namespace, null),
} as const;

/** Keys for people. */
export const experimentNotes = {
  name: optional(text('a name for people'), null),
  hypothesis: optional(text('a hypothesis'), null),
  owner: optional(text('an owner'), null),
} as const;

/** Refuses weights that do not sum up to 1, and gives their exact shares. */
export function readWeights(
  weights: readonly number[],
  path: Path | null,
  ctx: Context,
): readonly number[] | undefined {
  const sum = weights.reduce((all, one) => all + one, 0);
  if (Math.abs(sum - 1) <= SLACK) return weights.map((one) => one / sum);
  const found = `weights that sum up to ${Number(sum.toFixed(4))}`;
  return refuseSaid(ctx, 'wrong-value', path, found, 'weights that sum up to 1');
}

const weight = (arm: string): Reader<number, { id: string; weight: number }> => ({
  schema: share.schema,
  read(value, path, ctx) {
    const read = share.read(value, path, ctx);
    return read === undefined ? undefined : { id: arm, weight: read };
  },
});

const body = object(
  { arms: required(byArm(weight)), ...audienceFields, ...experimentNotes },
  (parts, path, ctx): Omit<Experiment, 'id'> | undefined => {
    const { arms, coverage, namespace, ...doc } = parts;
    const shares = readWeights(
      arms.map((arm) => arm.weight),
      at(path, 'arms'),
      ctx,
    );
    return (
      shares && {
        arms: arms.map((arm, i) => ({ id: arm.id, weight: shares[i]! })),
        coverage,
        namespace,
        doc,
      }
    );
  },
);

/** The experiment of a given name. */
export function experiment(name: string): Reader<Written<typeof body>, Experiment> {
  return {
    schema: body.schema,
    read(value, path, ctx) {
      const read = body.read(value, path, ctx);
      return read && { id: name, ...read };
    },
  };
}
