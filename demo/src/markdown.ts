import { escapeText, type Html, trusted } from './html.ts';

/**
 * Turns the little Markdown that the articles use into one block of markup a paragraph.
 *
 * Known: paragraphs, `## headings`, `> quotations`, `*emphasis*`. Anything else stays text.
 *
 * @returns The blocks in order; none for an empty text.
 */
export function markdownBlocks(source: string): readonly Html[] {
  return source
    .trim()
    .split(/\n\s*\n/)
    .filter((block) => block !== '')
    .map(block);
}

function block(source: string): Html {
  const text = source.trim();
  if (text.startsWith('## ')) return trusted(`<h2>${inline(text.slice(3))}</h2>`);
  if (text.startsWith('> ')) {
    return trusted(`<blockquote><p>${inline(text.replace(/^> ?/gm, ''))}</p></blockquote>`);
  }
  return trusted(`<p>${inline(text)}</p>`);
}

function inline(text: string): string {
  return escapeText(text)
    .replaceAll('\n', ' ')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
}
