import * as code from '../code.ts';
import { type Kernel, type Measure, UNKNOWN, type Value } from '../kernel.ts';
import type { Builder } from '../measures.ts';
import { firstAt } from '../stream.ts';
import { partOf } from './moving.ts';
import { fitOf, type Vector } from './vector.ts';

/** Runs parts so that the whole is unknown when one of them is, and moves when one does. */
function whole(kernel: Kernel, run: () => Value): Value {
  const { doubt } = kernel;
  kernel.doubt = 0;
  const value = run();
  kernel.doubt = kernel.doubt ? UNKNOWN : doubt;
  return value;
}

/** A measure of others: `run` gets a reader of parts, which counts what moves. */
function made(
  kernel: Kernel,
  run: (read: (part: Measure, flips?: boolean) => Value, t: number) => Value,
): Measure {
  return (t) => {
    let moves = false;
    const value = whole(kernel, () =>
      run((part, flips) => {
        const found = partOf(kernel, part, t, flips);
        if (kernel.slope !== 0) moves = true;
        return found;
      }, t),
    );
    kernel.slope = moves ? Number.NaN : 0;
    return value;
  };
}

const isNumber = (value: Value): value is number => typeof value === 'number';

/** Left minus right, left over right, or (left − right) / right. */
export function makePair(measure: code.MeasureCode, { kernel, measure: build }: Builder): Measure {
  const [kind, ...parts] = measure as readonly [number, code.MeasureCode, code.MeasureCode];
  const [left, right] = parts.map(build) as [Measure, Measure];
  if (kind === code.DIFFERENCE) {
    return made(kernel, (read) => {
      const l = read(left);
      const r = read(right, true);
      return isNumber(l) && isNumber(r) ? l - r : undefined;
    });
  }
  const divide = (l: Value, r: Value): Value => {
    if (!isNumber(l) || !isNumber(r) || r === 0) return undefined;
    return kind === code.TREND ? (l - r) / r : l / r;
  };
  return made(kernel, (read) => {
    const { side } = kernel;
    if (side === 0) return divide(read(left), read(right));
    const ends = [read(right), read(right, true)] as const;
    if (!ends.every(isNumber)) return ends[0] === ends[1] ? undefined : side;
    if (Math.min(...ends) <= 0 && Math.max(...ends) >= 0 && ends[0] !== ends[1]) {
      return side * Infinity;
    }
    const all = [read(left), read(left, true)].flatMap((l) => ends.map((r) => divide(l, r)));
    const found = all.filter(isNumber);
    if (found.length < all.length) return found.length === 0 ? undefined : side * Infinity;
    return side > 0 ? Math.max(...found) : Math.min(...found);
  });
}

export function makeConstant([, value]: code.MeasureCode): Measure {
  return () => value as number;
}

/** The label of the greatest part. */
export function makeStrongest(
  measure: code.MeasureCode,
  { kernel, measure: build }: Builder,
): Measure {
  const parts = (measure.slice(1) as [string, code.MeasureCode][]).map(
    ([label, part]) => [label, build(part)] as const,
  );
  return made(kernel, (read) => {
    const { side } = kernel;
    let best = -1;
    const least = parts.map(([, part]) => read(part, side > 0));
    least.forEach((value, i) => {
      if (isNumber(value) && !(value <= (least[best] as number))) best = i;
    });
    if (side === 0) return parts[best]?.[0];
    // Certain only when no other can be as great.
    const isSure = parts.every(([, part], i) => {
      const value = i === best ? undefined : read(part, side < 0);
      return (
        !isNumber(value) ||
        best < 0 ||
        value < (least[best] as number) ||
        (value === least[best] && best < i)
      );
    });
    return isSure ? parts[best]?.[0] : side > 0;
  });
}

/** The share of visitors below a signal's value. */
export function makePercentile(
  measure: code.MeasureCode,
  { kernel, measure: build }: Builder,
): Measure {
  const [, signal, of] = measure as readonly [number, string, code.MeasureCode];
  const part = build(of);
  return made(kernel, (read) => {
    const value = read(part);
    const published = kernel.population[signal];
    if (!isNumber(value) || !published) return undefined;
    const { values, below } = published;
    const place = firstAt(values, value);
    if (values[place] !== value) return place === 0 ? 0 : below[place - 1];
    // Of equal breakpoints the last one counts.
    let last = place;
    while (values[last + 1] === value) last++;
    return below[last];
  });
}

/** A model over measures. */
export function makeModel(
  [, isCosine, weights, bias, ...inputs]: code.MeasureCode,
  { kernel, measure: build }: Builder,
): Measure {
  const vector = [isCosine, weights, bias] as Vector;
  const parts = (inputs as code.MeasureCode[]).map(build);
  return made(kernel, (read) => {
    const { side, early, late } = kernel;
    if (!side || !isCosine) {
      return fitOf(
        vector,
        parts.map((part, i) => read(part, vector[1][i]! < 0)),
      );
    }
    // A cosine has no simple bounds; its ends must do.
    const ends = [early, late].map((at) => {
      kernel.side = 0;
      return (
        fitOf(
          vector,
          parts.map((part) => part(at)),
        ) ?? -2
      );
    });
    kernel.side = side;
    return side > 0 ? Math.max(...ends) : Math.min(...ends);
  });
}

/** A model over the vector of the page that was viewed last. */
export function makeVector(
  [, isCosine, weights, bias, index]: code.MeasureCode,
  { kernel, stream: use }: Builder,
): Measure {
  const stream = use(index as number, [code.EVER], 1);
  return () => {
    if (stream.since > -Infinity) kernel.doubt = UNKNOWN;
    return fitOf([isCosine, weights, bias] as Vector, stream.v.at(-1));
  };
}
