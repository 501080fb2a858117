import { parseRules, RuleError } from '@inkling/rules';

const DAY_MS = 86_400_000;

/**
 * The day on which the first review of a rule file's segments is due.
 *
 * @returns `YYYY-MM-DD`, UTC; `null` when none is planned.
 */
export function nextReview(source: string): string | null {
  try {
    const due = parseRules(JSON.parse(source)).segments.flatMap(({ doc }) =>
      doc.reviewed === null || doc.reviewMs === null
        ? []
        : [Date.parse(doc.reviewed) + Math.ceil(doc.reviewMs / DAY_MS) * DAY_MS],
    );
    return due.length === 0 ? null : new Date(Math.min(...due)).toISOString().slice(0, 10);
  } catch (error) {
    // What compiles parses; a stand-in for the compiler may take more.
    if (error instanceof RuleError) return null;
    throw error;
  }
}
