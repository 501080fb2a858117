import { readdirSync, readFileSync } from 'node:fs';
import type { Html } from './html.ts';
import { markdownBlocks } from './markdown.ts';
import { isSectionId, type SectionId } from './sections.ts';

/** One story of the paper. */
export interface Article {
  readonly slug: string;
  readonly section: SectionId;
  readonly title: string;
  /** The sentence under the headline. */
  readonly standfirst: string;
  readonly author: string;
  /** Day of publication, `YYYY-MM-DD`. */
  readonly date: string;
  readonly keywords: readonly string[];
  /** Whether it is behind the meter. */
  readonly paid: boolean;
  /** What the illustration shows, for those who cannot see it. */
  readonly alt: string;
  readonly blocks: readonly Html[];
  readonly words: number;
  /** Site path, with a slash at both ends. */
  readonly path: string;
}

/**
 * Reads every story in a folder of Markdown files, newest first.
 *
 * @throws `Error` naming the file and the field when a heading field is missing or wrong.
 */
export function readArticles(folder: string): readonly Article[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => parseArticle(name.slice(0, -3), readFileSync(`${folder}/${name}`, 'utf8')))
    .sort((a, b) => b.date.localeCompare(a.date) || a.slug.localeCompare(b.slug));
}

/**
 * Parses one story: fields as `name: value` lines between two `---` lines, then Markdown.
 *
 * @throws `Error` naming the story and the field that is missing or wrong.
 */
export function parseArticle(slug: string, source: string): Article {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (head === undefined || body === undefined) throw new Error(`${slug}: no --- fields ---`);
  const fields = new Map(
    head.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const field = (name: string): string => {
    const value = fields.get(name);
    if (!value) throw new Error(`${slug}: the field “${name}” is missing`);
    return value;
  };
  const section = field('section');
  if (!isSectionId(section)) throw new Error(`${slug}: there is no section “${section}”`);
  return {
    slug,
    section,
    title: field('title'),
    standfirst: field('standfirst'),
    author: field('author'),
    date: field('date'),
    keywords: field('keywords').split(/,\s*/),
    paid: field('paid') === 'yes',
    alt: field('alt'),
    blocks: markdownBlocks(body),
    words: body.trim().split(/\s+/).length,
    path: `/${section}/${slug}/`,
  };
}
