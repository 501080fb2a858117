/** Stable names for what lint finds; programs branch on these. */
export type FindingCode =
  | 'records'
  | 'never-true'
  | 'always-true'
  | 'implies'
  | 'duplicate'
  | 'overlap'
  | 'shadowed'
  | 'costly'
  | 'too-many-segments'
  | 'no-objective'
  | 'no-kpi'
  | 'no-message'
  | 'review-passed'
  | 'other-message'
  | 'other-holdout'
  | 'no-caps'
  | 'same-priority'
  | 'schedule-past'
  | 'namespace-overlap';

/** Something about a rule file that is allowed, and that its author should know. */
export interface Finding {
  readonly code: FindingCode;
  /** A note is for information; a warning asks for a decision. */
  readonly level: 'note' | 'warning';
  /** Such as `segments.high-intent.enter.all[1]`. */
  readonly path: string;
  /** What was found. */
  readonly words: string;
  /** What may be done about it. */
  readonly repair: string;
}
