import type { Measure, Rules } from '../ast.ts';
import { horizonOf, readsOf } from './reads.ts';
import { allMeasures, paramsOf } from './walk.ts';

/** What the rules need recorded of one type of event. */
export interface RecordingNeed {
  /** `*` for every type. */
  readonly type: string;
  /** Params by the first part of their path, in alphabetical order. */
  readonly params: readonly string[];
  /** How far back, ms; `null` for all time. */
  readonly horizonMs: number | null;
}

/** What must be recorded so that every rule can be answered, in alphabetical order of types. */
export function recordingNeeds(rules: Rules): readonly RecordingNeed[] {
  const needs = new Map<string, { params: Set<string>; horizonMs: number | null }>();
  const note = (type: string, params: readonly string[], horizonMs: number | null): void => {
    const known = needs.get(type);
    const need = known ?? { params: new Set<string>(), horizonMs };
    for (const param of params) need.params.add(param);
    // A purchase that is sent twice counts once, by this.
    if (type === 'purchase') need.params.add('transaction_id');
    if (known) known.horizonMs = longer(known.horizonMs, horizonMs);
    needs.set(type, need);
  };
  for (const measure of allMeasures(rules)) noteMeasure(measure, note);
  for (const { event, value } of rules.conversions) {
    const params = [...paramsOf(event.where), ...(value === null ? [] : [value])];
    for (const type of event.types ?? ['*']) note(type, params, 0);
  }
  for (const { article, where, exempt } of rules.meters) {
    note('page_view', [article, ...paramsOf(where), ...paramsOf(exempt.pages)], 0);
  }
  return [...needs]
    .map(([type, need]) => ({ type, params: [...need.params].sort(), horizonMs: need.horizonMs }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

type Note = (type: string, params: readonly string[], horizonMs: number | null) => void;

function noteMeasure(measure: Measure, note: Note): void {
  // A trend looks twice as far as the measure in it, which is noted by itself as well.
  const inner = measure.kind === 'trend' ? measure.of : measure;
  for (const { event, params } of readsOf(inner)) {
    const all = [...params, ...paramsOf(event.where)];
    for (const type of event.types ?? ['*']) note(type, all, horizonOf(measure));
  }
}

function longer(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}
