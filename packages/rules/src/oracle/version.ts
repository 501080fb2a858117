/** A version as it is compared: numbers first, then what follows a dash. */
interface Version {
  readonly numbers: readonly number[];
  readonly pre: readonly string[];
}

const DIGITS = '0123456789';

function isWholeNumber(part: string): boolean {
  return part !== '' && [...part].every((character) => DIGITS.includes(character));
}

/** Reads `v1.2.3-beta.4+build`; `null` when what comes before the dash is not numbers. */
function readVersion(text: string): Version | null {
  const plain = text.startsWith('v') || text.startsWith('V') ? text.slice(1) : text;
  const [kept = ''] = plain.split('+');
  const dash = kept.indexOf('-');
  const core = (dash < 0 ? kept : kept.slice(0, dash)).split('.');
  if (!core.every(isWholeNumber)) return null;
  return { numbers: core.map(Number), pre: dash < 0 ? [] : kept.slice(dash + 1).split('.') };
}

function compareIdentifiers(a: string, b: string): number {
  const [numberA, numberB] = [isWholeNumber(a), isWholeNumber(b)];
  if (numberA && numberB) return Number(a) - Number(b);
  if (numberA !== numberB) return numberA ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * How two dotted versions stand to each other; `null` when either is none.
 *
 * Why it is right. It is the precedence of semantic versions, for any number of parts: numbers
 * from left to right, a missing one is 0; a version with a pre-release comes before the same
 * one without; pre-releases compare part by part, numbers before words, the shorter first;
 * what follows a plus says nothing.
 */
export function compareVersions(a: string, b: string): number | null {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left === null || right === null) return null;
  for (let i = 0; i < Math.max(left.numbers.length, right.numbers.length); i += 1) {
    const difference = (left.numbers[i] ?? 0) - (right.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length;
  for (let i = 0; i < Math.min(left.pre.length, right.pre.length); i += 1) {
    const difference = compareIdentifiers(left.pre[i]!, right.pre[i]!);
    if (difference !== 0) return difference;
  }
  return left.pre.length - right.pre.length;
}
