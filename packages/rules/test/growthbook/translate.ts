type Json = { readonly [key: string]: unknown };

/** Why a condition of GrowthBook's has no counterpart among our filters. */
export class Unsayable extends Error {}

/** Groups that a condition may name. */
export type Groups = Readonly<Record<string, readonly unknown[]>>;

/**
 * A condition of GrowthBook's as our filter.
 *
 * @returns `null` for a condition that asks for nothing.
 * @throws {@link Unsayable}
 */
export function translate(condition: Json, groups: Groups): Json | null {
  const terms = Object.entries(condition)
    .map(([key, value]) => term(key, value, groups))
    .filter((one) => one !== null);
  if (terms.length === 0) return null;
  return terms.length === 1 ? terms[0]! : { all: terms };
}

function term(key: string, value: unknown, groups: Groups): Json | null {
  const parts = (): Json[] =>
    (value as Json[]).map((one) => translate(one, groups)).filter((one) => one !== null);
  switch (key) {
    case '$and':
      return list('all', parts());
    case '$or':
      return list('any', parts());
    case '$nor':
      return { not: { any: parts() } };
    case '$not':
      return { not: translate(value as Json, groups) };
    default:
      return fieldTerm(key, value, groups);
  }
}

/** Theirs holds when there is nothing to combine, whichever way. */
function list(kind: 'all' | 'any', parts: readonly Json[]): Json | null {
  return parts.length === 0 ? null : { [kind]: parts };
}

function fieldTerm(field: string, value: unknown, groups: Groups): Json {
  if (value === null) return { [field]: { exists: false } };
  if (!isOperators(value)) return { [field]: { eq: value } };
  const parts = Object.entries(value).map(([op, operand]) => operator(field, op, operand, groups));
  return parts.length === 1 ? parts[0]! : { all: parts };
}

function isOperators(value: unknown): value is Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).some((key) => key.startsWith('$'));
}

const NUMBERS: Readonly<Record<string, string>> = {
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
};
const VERSIONS: Readonly<Record<string, string>> = {
  $vgt: 'gt',
  $vgte: 'gte',
  $vlt: 'lt',
  $vlte: 'lte',
};

function operator(field: string, op: string, operand: unknown, groups: Groups): Json {
  const order = NUMBERS[op];
  if (order !== undefined) return ordered(field, order, operand);
  const version = VERSIONS[op];
  if (version !== undefined) return { [field]: { [version]: operand, as: 'version' } };
  switch (op) {
    case '$eq':
      return { [field]: { eq: operand } };
    case '$ne':
      return { not: { [field]: { eq: operand } } };
    case '$exists':
      return { [field]: { exists: operand } };
    case '$not':
      return { not: fieldTerm(field, operand, groups) };
    case '$veq':
      return { [field]: { between: [operand, operand], as: 'version' } };
    case '$vne':
      return { not: { [field]: { between: [operand, operand], as: 'version' } } };
    case '$size':
      return { [field]: { size: sizeOf(operand) } };
    case '$type':
      return typed(field, operand);
    case '$regex':
    case '$regexi':
      return pattern(field, String(operand), op === '$regexi');
    default:
      return ofLists(field, op, operand, groups);
  }
}

function ofLists(field: string, op: string, operand: unknown, groups: Groups): Json {
  switch (op) {
    case '$in':
    case '$ini':
      return oneOf(field, operand, op === '$ini');
    case '$nin':
    case '$nini':
      return { not: oneOf(field, operand, op === '$nini') };
    case '$inGroup':
      return oneOf(field, groups[String(operand)], false);
    case '$notInGroup':
      return { not: oneOf(field, groups[String(operand)], false) };
    case '$all':
    case '$alli':
      return {
        all: (operand as unknown[]).map((one) => ({
          [field]: { any: { eq: one, caseless: op === '$alli' } },
        })),
      };
    case '$elemMatch':
      return { [field]: { any: element(operand as Json, groups) } };
    default:
      throw new Unsayable(`an unknown operator is refused: ${op}`);
  }
}

/** Theirs takes an absent number for 0, and compares texts by code units. */
function ordered(field: string, order: string, bound: unknown): Json {
  if (typeof bound === 'string') return { [field]: { [order]: bound, as: 'string' } };
  const limit = Number(bound);
  const passed = { gt: 0 > limit, gte: 0 >= limit, lt: 0 < limit, lte: 0 <= limit }[order];
  const plain = { [field]: { [order]: limit } };
  return passed ? { any: [plain, { [field]: { exists: false } }] } : plain;
}

/** Theirs looks into the value when it is a list. */
function oneOf(field: string, values: unknown, caseless: boolean): Json {
  if (!Array.isArray(values)) throw new Unsayable('what is no list is refused');
  const among = { in: values, caseless };
  return { any: [{ [field]: among }, { [field]: { any: among } }] };
}

function sizeOf(operand: unknown): unknown {
  if (typeof operand === 'number') return operand;
  const tests = Object.entries(operand as Json);
  return Object.fromEntries(tests.map(([op, bound]) => [NUMBERS[op] ?? op.slice(1), bound]));
}

const LIST = { size: { gte: 0 } };
const TYPES: Readonly<Record<string, Json>> = {
  array: LIST,
  boolean: { in: [true, false] },
  number: { gte: -Number.MAX_VALUE },
  string: { gte: '', as: 'string' },
  null: { exists: false },
};

function typed(field: string, type: unknown): Json {
  const known = TYPES[String(type)];
  if (known !== undefined) return { [field]: known };
  const others = ['array', 'boolean', 'number', 'string'].map((one) => ({ [field]: TYPES[one] }));
  return { all: [{ [field]: { exists: true } }, { not: { any: others } }] };
}

/** Plain text, with an anchor, or alternatives; our language has no regular expressions. */
function pattern(field: string, source: string, caseless: boolean): Json {
  const bare = source.replace(/^\^|\$$/g, '');
  const words = bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1).split('|') : [bare];
  if (words.some((word) => /[^\w -]/.test(word))) {
    throw new Unsayable('there are no regular expressions');
  }
  const kind = source.startsWith('^')
    ? 'startsWith'
    : source.endsWith('$')
      ? 'endsWith'
      : 'contains';
  return { any: words.map((word) => ({ [field]: { [kind]: word, caseless } })) };
}

/** What `$elemMatch` asks of an element: of its value, or of its fields. */
function element(condition: Json, groups: Groups): Json {
  if (!isOperators(condition)) return translate(condition, groups) ?? {};
  // An element by itself is the field with no name; only tests stand for it.
  const term = fieldTerm('x', condition, groups);
  if (Object.keys(term).join() === 'x') return term.x as Json;
  const inner = term.any as readonly Json[] | undefined;
  if (inner?.[0] !== undefined) return inner[0].x as Json;
  throw new Unsayable('an element by itself takes comparisons only');
}
