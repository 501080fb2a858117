import { describe, parseRules } from '@inkling/rules';
import type { SegmentNote } from './rule-names.ts';

/**
 * Fills in, for each segment that nobody has described, what its rule says in plain words.
 *
 * @param file - The rule file as it was published.
 * @returns The notes as they were when the file does not parse.
 */
export function withRuleWords(
  file: unknown,
  notes: ReadonlyMap<string, SegmentNote>,
): ReadonlyMap<string, SegmentNote> {
  if ([...notes.values()].every(({ description }) => description !== null)) return notes;
  const worded = new Map(notes);
  const nameOf = (id: string): string => notes.get(id)?.name ?? id;
  for (const { id, enter } of parsedSegments(file)) {
    const note = notes.get(id);
    if (note?.description === null) {
      worded.set(id, { ...note, description: `${describe(enter, { nameOf })}.` });
    }
  }
  return worded;
}

function parsedSegments(file: unknown): ReturnType<typeof parseRules>['segments'] {
  try {
    return parseRules(file).segments;
  } catch {
    // The edge refuses files that do not parse; one of a newer version may still reach an older page.
    return [];
  }
}
