import type { JsonValue, Params } from '@inkling/engine';

type Loose = Readonly<Record<string, unknown>>;

/** One or many, as one list; nothing is an empty one. */
const list = (value: unknown): Loose[] => (value == null ? [] : [value].flat()) as Loose[];

/** All objects of the page's JSON-LD, with `@graph` laid open. */
function readJsonLd(doc: Document): Loose[] {
  return [...doc.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
    try {
      return list(JSON.parse(script.textContent)).flatMap((node) => list(node['@graph'] ?? node));
    } catch {
      return []; // Another tag's broken block is no reason to give up on the rest.
    }
  });
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
  const nodes = readJsonLd(doc);
  const find = (type: RegExp): Loose =>
    nodes.find((node) => list(node['@type']).some((name) => type.test(`${name}`))) ?? {};
  const metas = (name: string): string[] =>
    [...doc.querySelectorAll<HTMLMetaElement>(`meta[property="${name}"],meta[name="${name}"]`)].map(
      ({ content }) => content,
    );
  const article = find(/Article|Posting|Report|Review/);
  const product = find(/^Product/);
  const author = list(article.author)[0];
  const sources: { readonly [key: string]: readonly unknown[] } = {
    section: [article.articleSection, metas('article:section')],
    tags: [article.keywords, metas('article:tag'), metas('keywords')],
    author: [author?.name ?? author, metas('article:author'), metas('author')],
    free: [article.isAccessibleForFree],
    product: [product.sku, product.productID, product.name, metas('product:retailer_item_id')],
  };
  const out: Record<string, JsonValue> = { ...explicit };
  for (const key in sources) {
    const found = [explicit[key], attributes[key], ...(sources[key] ?? [])].map(list);
    const values = found.find(([value]) => `${value ?? ''}`) ?? [];
    const text = `${values[0] ?? ''}`;
    if (key === 'free') {
      if (/^(true|false)$/i.test(text)) out[key] = /t/i.test(text);
    } else if (text) {
      out[key] =
        key === 'tags'
          ? values
              .join()
              .split(/\s*,\s*/)
              .filter(Boolean)
          : text;
    }
  }
  return out;
}
