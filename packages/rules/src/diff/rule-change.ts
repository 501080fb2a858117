/** One difference between two rule files. */
export interface RuleChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** Such as `segments.high-intent.enter`. */
  readonly path: string;
  /** Whether somebody may enter or leave a segment by it; otherwise only words differ. */
  readonly meaning: boolean;
  /** For people: what was, and what is. */
  readonly words: string;
}
