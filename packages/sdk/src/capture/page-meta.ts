import type { JsonValue, Params } from '@inkling/engine';

type Loose = Readonly<Record<string, unknown>>;

const KEYS = ['section', 'tags', 'author', 'free', 'product'] as const;

/** One or many, as one list; nothing is an empty one. */
const list = (value: unknown): Loose[] => (value == null ? [] : [value].flat()) as Loose[];

/** Reads the page's JSON-LD: the first article and the first product, also inside `@graph`. */
function fromJsonLd(doc: Document): Loose {
  const nodes = [...doc.querySelectorAll('script[type="application/ld+json"]')].flatMap(
    (script) => {
      try {
        return list(JSON.parse(script.textContent ?? '')).flatMap((node) =>
          list(node['@graph'] ?? node),
        );
      } catch {
        return []; // Another tag's broken block is no reason to give up on the rest.
      }
    },
  );
  const find = (type: RegExp): Loose =>
    nodes.find((node) => list(node['@type']).some((name) => type.test(String(name)))) ?? {};
  const article = find(/Article|Posting|Report|Review/);
  const product = find(/^Product/);
  const author = list(article.author)[0];
  return {
    section: list(article.articleSection)[0],
    tags: article.keywords,
    author: author?.name ?? author,
    free: article.isAccessibleForFree,
    product: product.sku ?? product.productID ?? product.name,
  };
}

function fromMeta(doc: Document): Loose {
  const all = (name: string): (string | null)[] | undefined => {
    const found = [...doc.querySelectorAll(`meta[property="${name}"],meta[name="${name}"]`)];
    return found.length ? found.map((meta) => meta.getAttribute('content')) : undefined;
  };
  return {
    section: all('article:section')?.[0],
    tags: all('article:tag') ?? all('keywords'),
    author: (all('article:author') ?? all('author'))?.[0],
    product: all('product:retailer_item_id')?.[0],
  };
}

/**
 * What the page is about: section, tags, author, whether it is free to read, product.
 *
 * Each is taken from the first source that has it: what the site passed to `page()`, attributes
 * of the script tag, JSON-LD, OpenGraph, plain `<meta>`.
 *
 * @returns Only what was found: `tags` as a list, `free` as a boolean (publishers write "False"
 *   too), the others as text. Other keys of `explicit` are passed through.
 */
export function readPageMeta(doc: Document, explicit: Params, attributes: Loose): Params {
  const sources: Loose[] = [explicit, attributes, fromJsonLd(doc), fromMeta(doc)];
  const out: Record<string, JsonValue> = { ...explicit };
  for (const key of KEYS) {
    const value = sources.find((source) => source[key] != null)?.[key];
    const text = String(value);
    if (value == null || text === '') continue;
    if (key === 'tags') out[key] = text.split(/\s*,\s*/).filter(Boolean);
    else if (key !== 'free') out[key] = text;
    else if (/^(true|false)$/i.test(text)) out[key] = /^t/i.test(text);
  }
  return out;
}
