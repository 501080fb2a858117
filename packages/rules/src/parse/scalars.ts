import { refuse, refuseName } from './context.ts';
import { type Duration, parseDuration } from './duration.ts';
import { parseDate, parseInstant } from './instant.ts';
import type { JsonSchema, Reader } from './reader.ts';

const MOST_LETTERS = 1000;
const MOST_ID = 64;
const TEN_YEARS_MS = 3660 * 86_400_000;
const DURATION_PATTERN = '^[0-9]{1,9}[smhdw]$';

/** Text of at most 1,000 letters that is not empty. */
export function text(expected: string): Reader<string, string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength: MOST_LETTERS, description: expected },
    read(value, path, ctx) {
      if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
      if (value === '' || value.length > MOST_LETTERS) {
        const size = `${expected} of 1 to ${MOST_LETTERS} letters`;
        return refuse(ctx, 'wrong-value', path, value, size);
      }
      return value;
    },
  };
}

/** A name that an author chooses: it is used in HTML attributes, so it holds no spaces. */
export const id: Reader<string, string> = {
  schema: {
    type: 'string',
    pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$',
    description: 'a name: a letter, then letters, digits, - or _, at most 64',
  },
  read(value, path, ctx) {
    const expected = 'a name: a letter, then letters, digits, - or _, at most 64';
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
    if (!isId(value)) return refuse(ctx, 'wrong-value', path, value, expected);
    return value;
  },
};

function isId(name: string): boolean {
  if (name.length === 0 || name.length > MOST_ID || !isLetter(name[0]!)) return false;
  for (const sign of name) {
    if (!isLetter(sign) && !(sign >= '0' && sign <= '9') && sign !== '-' && sign !== '_') {
      return false;
    }
  }
  return true;
}

function isLetter(sign: string): boolean {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
}

/** A finite number from `least` to `most`, both included. */
export function number(
  expected: string,
  least = -Number.MAX_VALUE,
  most = Number.MAX_VALUE,
): Reader<number, number> {
  const bounds: JsonSchema = {
    ...(least > -Number.MAX_VALUE ? { minimum: least } : {}),
    ...(most < Number.MAX_VALUE ? { maximum: most } : {}),
  };
  return {
    schema: { type: 'number', ...bounds, description: expected },
    read(value, path, ctx) {
      if (typeof value !== 'number') return refuse(ctx, 'wrong-type', path, value, expected);
      if (!Number.isFinite(value) || value < least || value > most) {
        return refuse(ctx, 'wrong-value', path, value, expected);
      }
      return value;
    },
  };
}

/** A whole number from `least` to `most`, both included. */
export function whole(least: number, most: number): Reader<number, number> {
  const expected = `a whole number from ${least} to ${most}`;
  const inner = number(expected, least, most);
  return {
    schema: { ...inner.schema, type: 'integer' },
    read(value, path, ctx) {
      const read = inner.read(value, path, ctx);
      if (read === undefined || Number.isInteger(read)) return read;
      return refuse(ctx, 'wrong-value', path, value, expected);
    },
  };
}

/** `true` or `false`. */
export const boolean: Reader<boolean, boolean> = {
  schema: { type: 'boolean', description: 'true or false' },
  read: (value, path, ctx) =>
    typeof value === 'boolean' ? value : refuse(ctx, 'wrong-type', path, value, 'true or false'),
};

/** The word `true`, where a measure has nothing else to say. */
export const yes: Reader<true, true> = {
  schema: { const: true, description: 'true' },
  read: (value, path, ctx) =>
    value === true ? value : refuse(ctx, 'wrong-type', path, value, 'true'),
};

/** One of some words. */
export function word<const W extends string>(words: readonly W[]): Reader<W, W> {
  const expected = `one of ${words.join(', ')}`;
  return {
    schema: { enum: words },
    read(value, path, ctx) {
      if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
      const found = words.find((one) => one === value);
      return found ?? refuseName(ctx, 'wrong-value', path, value, words);
    },
  };
}

/** `null`, or what the inner reader takes. */
export function nullable<In, Out>(inner: Reader<In, Out>): Reader<In | null, Out | null> {
  return {
    schema: { anyOf: [inner.schema, { type: 'null' }] },
    read: (value, path, ctx) => (value === null ? null : inner.read(value, path, ctx)),
  };
}

/**
 * A length of time that is longer than nothing, read into ms.
 *
 * @param zero - Also takes a length of zero.
 */
export function duration(
  code: 'impossible-window' | 'wrong-value',
  zero = false,
): Reader<Duration, number> {
  const expected = 'a duration such as 30s, 15m, 12h, 7d or 4w';
  return {
    schema: { type: 'string', pattern: DURATION_PATTERN, description: expected },
    read(value, path, ctx) {
      if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
      const ms = parseDuration(value);
      if (ms === null) return refuse(ctx, 'wrong-value', path, value, expected);
      if (ms < 0 || (ms === 0 && !zero)) {
        const longer = zero ? 'a duration of zero or longer' : 'a duration longer than zero';
        return refuse(ctx, code, path, value, longer);
      }
      if (ms > TEN_YEARS_MS) return refuse(ctx, code, path, value, 'at most 3660d');
      return ms;
    },
  };
}

/** A date of the site's zone, or an instant with its offset, read into ms since the epoch. */
export const instant: Reader<string, number> = {
  schema: { type: 'string', description: 'a date such as 2026-03-01 or 2026-03-01T12:00:00Z' },
  read(value, path, ctx) {
    const expected = 'a date such as 2026-03-01 or 2026-03-01T12:00:00Z';
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
    return parseInstant(value, ctx.clock) ?? refuse(ctx, 'wrong-value', path, value, expected);
  },
};

/** A date, kept as it is written. */
export const date: Reader<string, string> = {
  schema: { type: 'string', format: 'date', description: 'a date such as 2026-03-01' },
  read(value, path, ctx) {
    const expected = 'a date such as 2026-03-01';
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
    return parseDate(value) === null ? refuse(ctx, 'wrong-value', path, value, expected) : value;
  },
};

/** A text, a finite number, or a truth value. */
export const scalar: Reader<string | number | boolean, string | number | boolean> = {
  schema: { type: ['string', 'number', 'boolean'], description: 'a text, number or truth value' },
  read(value, path, ctx) {
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return refuse(ctx, 'wrong-type', path, value, 'a text, number or truth value');
  },
};
