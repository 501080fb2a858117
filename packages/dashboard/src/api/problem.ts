/** What went wrong, in the words that the page shows. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** The API's own code, or `offline`, `bad-answer`, `http-NNN`. */
  readonly code: string;
  /** What happened. */
  readonly title: string;
  /** What it means, and what to do. */
  readonly advice: string;

  constructor(code: string, [title, advice]: readonly [string, string], options?: ErrorOptions) {
    super(title, options);
    this.code = code;
    this.title = title;
    this.advice = advice;
  }
}

const WORDS: Readonly<Record<string, readonly [title: string, advice: string]>> = {
  unauthorized: [
    'This token is not valid here.',
    'Nothing changed on your site. Check that the whole token was copied, and that it belongs to this site.',
  ],
  forbidden: [
    'This token may not read numbers.',
    'Ask whoever made it for one with the right to read.',
  ],
  'unknown-site': [
    'There is no such site.',
    'Check how the site’s id is written: it is the same as data-site in your script tag.',
  ],
  overloaded: [
    'The edge is busy.',
    'Visitors’ pages go on as they are, and their reports wait. This page tries again by itself.',
  ],
  offline: [
    'The edge cannot be reached.',
    'Visitors’ pages go on with the rules they have, and their reports wait. This page tries again by itself.',
  ],
  'bad-answer': [
    'The edge answered in a form that this page does not know.',
    'Reload the page. If that does not help, dashboard and worker are of different versions.',
  ],
};

/** The problem for a code; `detail` stands in for an unknown one. */
export function problemFor(code: string, detail = '', options?: ErrorOptions): Problem {
  const words = WORDS[code] ?? [
    detail || 'Something went wrong at the edge.',
    'Visitors’ pages are not affected. This page tries again by itself.',
  ];
  return new Problem(code, words, options);
}
