import type { Model } from '../ast.ts';
import { refuse, refuseSaid } from './context.ts';
import { param } from './measure-spec.ts';
import { operand } from './nested.ts';
import { at } from './path.ts';
import { list, object, optional, type Reader, required, type Written } from './reader.ts';
import { number, word } from './scalars.ts';

const MOST_WEIGHTS = 1000;
const MOST_INPUTS = 100;

const body = object(
  {
    kind: required(word(['logistic', 'cosine'])),
    inputs: optional(list(operand, 1, MOST_INPUTS), null),
    vector: optional(param, null),
    weights: required(list(number('a number'), 1, MOST_WEIGHTS)),
    bias: optional(number('a number'), 0),
  },
  ({ kind, inputs, vector, weights, bias }, path, ctx): Omit<Model, 'id'> | undefined => {
    if ((inputs === null) === (vector === null)) {
      const found = inputs === null ? 'neither inputs nor vector' : 'both inputs and vector';
      return refuseSaid(ctx, 'conflicting-keys', path, found, 'one of the two');
    }
    if (inputs !== null && inputs.length !== weights.length) {
      const expected = `${inputs.length} weights, one for each input`;
      const found = `a list of ${weights.length}`;
      return refuseSaid(ctx, 'wrong-value', at(path, 'weights'), found, expected);
    }
    if (kind === 'cosine' && bias !== 0) {
      return refuse(ctx, 'wrong-value', at(path, 'bias'), bias, 'no bias in a cosine');
    }
    if (kind === 'cosine' && weights.every((weight) => weight === 0)) {
      return refuse(ctx, 'wrong-value', at(path, 'weights'), weights, 'a weight that is not 0');
    }
    return { kind, inputs: inputs ?? [], vector, weights, bias };
  },
);

/** The model of a given name. */
export function model(id: string): Reader<Written<typeof body>, Model> {
  return {
    schema: body.schema,
    read(value, path, ctx) {
      ctx.owner = `model:${id}`;
      const read = body.read(value, path, ctx);
      return read && { id, ...read };
    },
  };
}
