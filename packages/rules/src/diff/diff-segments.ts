import type { Condition, Rules, SegmentDoc, SegmentRule } from '../ast.ts';
import { writtenSegments } from '../cells.ts';
import { compileRules } from '../compile/compile-rules.ts';
import { wordDuration } from '../parse/duration.ts';
import { describe } from '../words/describe.ts';
import { wordLength } from '../words/length.ts';
import type { RuleChange } from './rule-change.ts';

type Say = (condition: Condition) => string;

/** Segments that came, went, mean something else, or are only worded otherwise. */
export function diffSegments(before: Rules, after: Rules): readonly RuleChange[] {
  // Signals are worded by name: what they measure may be what changed, and is told by itself.
  const say: Say = (condition) => describe(condition, { timezone: after.timezone });
  const old = new Map(writtenSegments(before).map((one) => [one.id, one]));
  const now = new Set(writtenSegments(after).map(({ id }) => id));
  const [oldDefs, newDefs] = [definitions(before), definitions(after)];
  const changes = writtenSegments(after).flatMap((one): readonly RuleChange[] => {
    const was = old.get(one.id);
    const path = `segments.${one.id}`;
    if (was === undefined) {
      const words = `${one.id} is new: ${say(one.enter)}.`;
      return [{ change: 'added', path, meaning: true, words }];
    }
    const own = [...diffRule(was, one, say), ...diffDoc(was, one)];
    const hidden = oldDefs.get(one.id) !== newDefs.get(one.id) && !own.some((c) => c.meaning);
    return hidden ? [throughOthers(one.id), ...own] : own;
  });
  const gone = writtenSegments(before).flatMap(({ id }): RuleChange[] => {
    if (now.has(id)) return [];
    const words = `${id} is gone.`;
    return [{ change: 'removed', path: `segments.${id}`, meaning: true, words }];
  });
  return [...changes, ...gone];
}

function definitions(rules: Rules): ReadonlyMap<string, string> {
  return new Map(compileRules(rules).segments.map(({ id, def }) => [id, def]));
}

function throughOthers(id: string): RuleChange {
  const words = `${id} means something else now: a signal, model, segment or setting that it uses changed.`;
  return { change: 'changed', path: `segments.${id}`, meaning: true, words };
}

function diffRule(was: SegmentRule, now: SegmentRule, say: Say): readonly RuleChange[] {
  const part = (key: 'enter' | 'exit', words: (rule: SegmentRule) => string): RuleChange[] => {
    if (JSON.stringify(was[key]) === JSON.stringify(now[key])) return [];
    const told = `${now.id}: ${words(now)}. Before: ${words(was)}.`;
    return [{ change: 'changed', path: `segments.${now.id}.${key}`, meaning: true, words: told }];
  };
  const exitOf = ({ exit }: SegmentRule): string =>
    exit === null ? 'leaves when it no longer holds' : `leaves when: ${say(exit)}`;
  const changes = [
    ...part('enter', ({ enter }) => `enters when: ${say(enter)}`),
    ...part('exit', exitOf),
  ];
  if (was.dwellMs === now.dwellMs) return changes;
  const words = `${now.id}: stays for ${wordLength(now.dwellMs)} at the least. Before: ${wordLength(was.dwellMs)}.`;
  return [
    ...changes,
    { change: 'changed', path: `segments.${now.id}.dwell`, meaning: true, words },
  ];
}

function diffDoc(was: SegmentRule, now: SegmentRule): readonly RuleChange[] {
  const keys = Object.keys(now.doc) as (keyof SegmentDoc)[];
  return keys.flatMap((key): RuleChange[] => {
    if (was.doc[key] === now.doc[key]) return [];
    const name = key === 'reviewMs' ? 'review' : key;
    const words = `${now.id}: ${name} is ${wordDoc(now.doc, key)}. Before: ${wordDoc(was.doc, key)}.`;
    return [{ change: 'changed', path: `segments.${now.id}.${name}`, meaning: false, words }];
  });
}

function wordDoc(doc: SegmentDoc, key: keyof SegmentDoc): string {
  const value = doc[key];
  if (value === null) return 'not set';
  if (key === 'reviewMs') return wordDuration(Number(value));
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
