/** Stable names for what can go wrong in the CLI; scripts branch on these. */
export type CliErrorCode =
  | 'usage'
  | 'unreadable-file'
  | 'unwritable-file'
  | 'not-json'
  | 'bad-rules'
  | 'bad-map'
  | 'bad-event'
  | 'bad-population'
  | 'bad-test'
  | 'failed-test'
  | 'drift'
  | 'auth'
  | 'network'
  | 'refused'
  | 'conflict'
  | 'interrupted'
  | 'internal';

const EXIT_CODES: { readonly [code in CliErrorCode]: number } = {
  usage: 2,
  'unreadable-file': 1,
  'unwritable-file': 1,
  'not-json': 3,
  'bad-rules': 3,
  'bad-map': 3,
  'bad-event': 3,
  'bad-population': 3,
  'bad-test': 3,
  'failed-test': 1,
  drift: 4,
  auth: 5,
  network: 6,
  refused: 3,
  conflict: 7,
  interrupted: 130,
  internal: 1,
};

/** Where a fault lies; each part is there only when it is known. */
export interface ErrorPlace {
  readonly file?: string;
  /** Line of an input file, from 1. */
  readonly line?: number;
  /** Path inside a JSON document. */
  readonly path?: string;
}

/** Thrown for everything that a user of the CLI can cause or mend; holds no event's content. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly place: ErrorPlace;

  /** @param message - For people: what was found, and what was expected. */
  constructor(
    code: CliErrorCode,
    message: string,
    place: ErrorPlace = {},
    options?: { readonly cause: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.place = place;
  }

  /** What the process exits with: 1 to 7, or 130. */
  get exitCode(): number {
    return EXIT_CODES[this.code];
  }
}
