import { compileRules } from '@inkling/rules';
import type { RulesFile } from '../rules-file.ts';
import { type JsonChange, jsonChanges } from './json-changes.ts';

/** How one segment differs between two rule files. */
export interface SegmentDiff {
  readonly segment: string;
  readonly change: 'added' | 'removed' | 'meaning' | 'words';
}

/** How two rule files differ. */
export interface RulesDiff {
  /** Segments that somebody may enter or leave by the change, and those only worded otherwise. */
  readonly segments: readonly SegmentDiff[];
  /** Every place where the files as written differ. */
  readonly changes: readonly JsonChange[];
}

/**
 * Compares two rule files. A segment's *meaning* changed when what the compiler makes of it did,
 * so also by a signal that it uses; the rest is words: names, notes, spelling.
 */
export function diffRules(before: RulesFile, after: RulesFile): RulesDiff {
  const changes = jsonChanges(JSON.parse(before.text), JSON.parse(after.text));
  const [old, now] = [definitions(before), definitions(after)];
  const touched = new Set(changes.map(({ path }) => /^segments\.([^.[]+)/.exec(path)?.[1]));
  const segments = [...new Set([...old.keys(), ...now.keys()])].flatMap(
    (segment): SegmentDiff[] => {
      if (!now.has(segment)) return [{ segment, change: 'removed' }];
      if (!old.has(segment)) return [{ segment, change: 'added' }];
      if (old.get(segment) !== now.get(segment)) return [{ segment, change: 'meaning' }];
      return touched.has(segment) ? [{ segment, change: 'words' }] : [];
    },
  );
  return { segments, changes };
}

function definitions({ rules }: RulesFile): ReadonlyMap<string, string> {
  return new Map(compileRules(rules).segments.map(({ id, def }) => [id, def]));
}
