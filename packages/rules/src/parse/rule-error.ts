/** Stable names for what can be wrong with a rule file; programs branch on these. */
export type RuleErrorCode =
  | 'not-json'
  | 'too-large'
  | 'too-deep'
  | 'too-many-nodes'
  | 'too-many-segments'
  | 'too-costly'
  | 'forbidden-key'
  | 'duplicate-key'
  | 'unknown-format'
  | 'unknown-key'
  | 'missing-key'
  | 'conflicting-keys'
  | 'wrong-type'
  | 'wrong-value'
  | 'no-measure'
  | 'no-comparison'
  | 'impossible-window'
  | 'unknown-reference'
  | 'duplicate'
  | 'cycle';

/** One thing that is wrong, where, and what would have been right. */
export interface Fault {
  readonly code: RuleErrorCode;
  /** Such as `segments.high-intent.enter.all[1].within`; empty for the file as a whole. */
  readonly path: string;
  /** What stands there, shortened. */
  readonly found: string;
  /** What may stand there. */
  readonly expected: string;
  /** The known name nearest to what was found, when one is near. */
  readonly nearest: string | null;
}

/**
 * Thrown by `parseRules` when a rule file cannot be used as it is.
 *
 * Holds only what is in the rule file, never visitor data, so it is safe to log.
 */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly code: RuleErrorCode;
  /** Where in the file the first fault is. */
  readonly path: string;
  /** The first fault in words. */
  readonly detail: string;
  /** Every fault that could be told apart, at most 100; at least one. */
  readonly faults: readonly Fault[];

  /** @param faults - At least one; the first is the main one. */
  constructor(faults: readonly [Fault, ...Fault[]], options?: ErrorOptions) {
    const [first] = faults;
    const more = faults.length > 1 ? `, and ${faults.length - 1} more` : '';
    super(`${wordFault(first)}${more}`, options);
    this.code = first.code;
    this.path = first.path;
    this.detail = wordDetail(first);
    this.faults = faults;
  }
}

/** A fault as one line: path, what was found, what was expected, and the code. */
export function wordFault(fault: Fault): string {
  return `${fault.path === '' ? '(file)' : fault.path}: ${wordDetail(fault)} (${fault.code})`;
}

function wordDetail({ found, expected, nearest }: Fault): string {
  const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
  return `found ${found}, expected ${expected}${hint}`;
}
