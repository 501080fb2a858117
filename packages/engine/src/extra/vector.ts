import type { JsonValue } from '../event.ts';

/** Whether it is a cosine, the weights, and the bias. */
export type Vector = readonly [isCosine: number, weights: readonly number[], bias: number];

/**
 * The linear part of a model over its inputs, or their cosine; products are added from the first to
 * the last, so that every runtime rounds alike.
 *
 * @returns `undefined` when lengths differ, an input is no number, or a vector has no length.
 */
export function fitOf(
  [isCosine, weights, bias]: Vector,
  inputs: JsonValue | undefined | readonly (JsonValue | undefined)[],
): number | undefined {
  if (!Array.isArray(inputs) || inputs.length !== weights.length) return undefined;
  let dot = 0;
  let lengthX = 0;
  let lengthW = 0;
  for (const [i, w] of weights.entries()) {
    const x: unknown = inputs[i];
    if (typeof x !== 'number') return undefined;
    dot += w * x;
    lengthX += x * x;
    lengthW += w * w;
  }
  if (!isCosine) return dot + bias;
  const length = Math.sqrt(lengthW) * Math.sqrt(lengthX);
  return length === 0 ? undefined : dot / length;
}
