/** Stable names for what can be wrong with a report; programs branch on these. */
export type ReportErrorCode =
  | 'not-an-object'
  | 'unknown-key'
  | 'bad-version'
  | 'bad-site'
  | 'bad-id'
  | 'bad-rows'
  | 'bad-day'
  | 'bad-subject'
  | 'bad-def'
  | 'bad-metric'
  | 'bad-bucket'
  | 'bad-arm'
  | 'bad-delta'
  | 'mixed-days'
  | 'too-many-segments'
  | 'same-cell'
  | 'not-alone';

/**
 * Thrown by `parseReport` when a report cannot be counted.
 *
 * Holds where and what kind, never the value found: a report that is not one may hold anything.
 */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: ReportErrorCode;
  /** Where in the report, such as `rows[2].delta`; `''` for the whole. */
  readonly path: string;

  /** @param expected - For people: what would have been right. */
  constructor(code: ReportErrorCode, path: string, expected: string) {
    super(`${path || 'report'}: ${expected} (${code})`);
    this.code = code;
    this.path = path;
  }
}
