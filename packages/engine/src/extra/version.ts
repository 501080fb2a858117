import type { JsonValue } from '../event.ts';

const SHAPE = /^v?(\d+(?:\.\d+)*)(?:-([^+]*))?(?:\+.*)?$/i;

/**
 * How two dotted versions stand, by the precedence of semantic versions with any number of parts.
 *
 * @returns Negative, 0 or positive; `undefined` when either is no version.
 */
export function compareVersions(a: JsonValue | undefined, b: string): number | undefined {
  const left = typeof a === 'string' ? SHAPE.exec(a) : null;
  const right = SHAPE.exec(b);
  if (!left || !right) return undefined;
  const numbers = compareParts(left[1]!, right[1]!, '0');
  if (numbers !== 0) return numbers;
  // A version before its release comes first.
  if (left[2] === undefined || right[2] === undefined) {
    return Number(left[2] === undefined) - Number(right[2] === undefined);
  }
  return compareParts(left[2], right[2], undefined);
}

/** Part by part; numbers before words; where one ends, `missing` stands, or it comes first. */
function compareParts(a: string, b: string, missing: string | undefined): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const l = left[i] ?? missing;
    const r = right[i] ?? missing;
    if (l === undefined || r === undefined) return l === undefined ? -1 : 1;
    const [isNumber, isOther] = [/^\d+$/.test(l), /^\d+$/.test(r)];
    if (isNumber && isOther && Number(l) !== Number(r)) return Number(l) - Number(r);
    if (isNumber !== isOther) return isNumber ? -1 : 1;
    if (!isNumber && l !== r) return l < r ? -1 : 1;
  }
  return 0;
}
