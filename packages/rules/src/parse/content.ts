import type { Content } from '../activation.ts';
import { refuse, refuseSaid } from './context.ts';
import { optional, type Reader, record } from './reader.ts';
import { text } from './scalars.ts';

const MOST_MARKUP = 10_000;
const MOST_ATTRIBUTES = 20;
const LINK = 'an address that begins with https://, http://, mailto:, tel:, /, ?, # or ./';
const SCHEMES = ['https://', 'http://', 'mailto:', 'tel:', '/', '?', '#', './', '../'];
/** Attributes that change neither what runs nor what is loaded; `aria-` and `data-` ones besides. */
const ATTRIBUTES = ['alt', 'dir', 'hidden', 'lang', 'placeholder', 'role', 'title'];
const NAME_PATTERN = `^(${ATTRIBUTES.join('|')}|aria-[a-z]+|data-(?!ink)[a-z0-9-]+)$`;

/** An address that cannot run a script. */
const link: Reader<string, string> = {
  schema: { type: 'string', minLength: 1, maxLength: 1000, description: LINK },
  read(value, path, ctx) {
    const read = text(LINK).read(value, path, ctx);
    return read === undefined || isSafe(read) ? read : refuse(ctx, 'wrong-value', path, read, LINK);
  },
};

/** Browsers skip white space and control letters in addresses, and take `\` for `/`. */
function isSafe(address: string): boolean {
  if ([...address].some((letter) => letter <= ' ' || letter === '\\')) return false;
  if (address.startsWith('//')) return false;
  return SCHEMES.some((start) => address.toLowerCase().startsWith(start));
}

const attributeName: Reader<string, string> = {
  schema: { type: 'string', maxLength: 64, pattern: NAME_PATTERN },
  read(value, path, ctx) {
    if (typeof value === 'string' && value.length <= 64 && isAttribute(value)) return value;
    const expected = `${ATTRIBUTES.join(', ')}, or one that begins with aria- or data-`;
    return refuse(ctx, 'wrong-value', path, value, expected);
  },
};

function isAttribute(name: string): boolean {
  return new RegExp(NAME_PATTERN, 'u').test(name);
}

const attribute = (name: string): Reader<string, { name: string; value: string }> => ({
  schema: { type: 'string', maxLength: 1000 },
  read(value, path, ctx) {
    if (value === '') return { name, value };
    const read = text('the value of an attribute').read(value, path, ctx);
    return read === undefined ? undefined : { name, value: read };
  },
});

const MARKUP = `HTML of 1 to ${MOST_MARKUP} letters`;
const markup: Reader<string, string> = {
  schema: { type: 'string', minLength: 1, maxLength: MOST_MARKUP, description: MARKUP },
  read(value, path, ctx) {
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, MARKUP);
    const fits = value !== '' && value.length <= MOST_MARKUP;
    return fits ? value : refuse(ctx, 'wrong-value', path, value, MARKUP);
  },
};

/** What a variant may put into its slot. */
export const contentFields = {
  text: optional(text('a text'), null),
  html: optional(markup, null),
  href: optional(link, null),
  class: optional(text('names of classes'), null),
  attributes: optional(record(attributeName, attribute, MOST_ATTRIBUTES), []),
} as const;

interface ContentParts {
  readonly text: string | null;
  readonly html: string | null;
  readonly href: string | null;
  readonly class: string | null;
  readonly attributes: Content['attributes'];
}

/** Puts the keys together: `null` when there are none, and the page has the content. */
export const contentOf = (
  { text: plain, html, href, class: names, attributes }: ContentParts,
  path: Parameters<typeof refuseSaid>[2],
  ctx: Parameters<typeof refuseSaid>[0],
): Content | null | undefined => {
  if (plain !== null && html !== null) {
    return refuseSaid(ctx, 'conflicting-keys', path, 'both text and html', 'one of the two');
  }
  const all = [
    ...(href === null ? [] : [{ name: 'href', value: href }]),
    ...(names === null ? [] : [{ name: 'class', value: names }]),
    ...attributes,
  ];
  return plain === null && html === null && all.length === 0
    ? null
    : { text: plain, html, attributes: all };
};
