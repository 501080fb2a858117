/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | false | null | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text safe in an element and in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);
}

/** Takes a string for markup without looking at it; for our own files only. */
export function trusted(markup: string): Html {
  return { markup };
}

/**
 * A template whose values are escaped, unless they are markup already.
 *
 * Lists are joined; `false`, `null` and `undefined` leave nothing.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  let markup = parts[0] ?? '';
  values.forEach((value, i) => {
    markup += render(value) + (parts[i + 1] ?? '');
  });
  return { markup };
}

function render(piece: Piece): string {
  if (piece === false || piece === null || piece === undefined) return '';
  if (typeof piece === 'string') return escapeText(piece);
  if (typeof piece === 'number') return String(piece);
  if ('markup' in piece) return piece.markup;
  return piece.map(render).join('');
}
