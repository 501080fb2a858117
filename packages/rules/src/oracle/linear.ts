import type { JsonValue } from '@inkling/engine';
import type { Model } from '../ast.ts';

/**
 * The linear part w·x + b of a logistic model, or the cosine of weights and inputs; absent when
 * there are not as many inputs as weights, when an input is absent, or when either vector has no
 * length. Products are added from the first to the last, so that every runtime rounds alike.
 */
export function linearModel(model: Model, inputs: readonly (number | null)[]): number | null {
  const x = inputs.filter((input) => input !== null);
  if (x.length !== inputs.length || x.length !== model.weights.length) return null;
  const dot = model.weights.reduce((sum, w, i) => sum + w * x[i]!, 0);
  if (model.kind === 'logistic') return dot + model.bias;
  const length = (v: readonly number[]): number => Math.sqrt(v.reduce((sum, e) => sum + e * e, 0));
  const lengths = length(model.weights) * length(x);
  return lengths === 0 ? null : dot / lengths;
}

/** The same over a value that should be a vector of numbers. */
export function vectorModel(model: Model, vector: JsonValue | undefined): number | null {
  if (!Array.isArray(vector)) return null;
  return linearModel(
    model,
    vector.map((x) => (typeof x === 'number' ? x : null)),
  );
}
