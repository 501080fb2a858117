import type { RecordedFrom } from '@inkling/engine';
import type { EventMatch, Filter, Measure, Model, Rules } from '../ast.ts';
import { comparesIn, partsIn, segmentsIn } from './parts.ts';

/** What a measure must have recorded to be complete: events of some types, with some params. */
export interface Reads {
  /** `null` for every type. */
  readonly types: readonly string[] | null;
  /** Paths of params; only what comes before the first dot is a param. */
  readonly params: readonly string[];
}

/** The instant since which all that is read is recorded; `-Infinity` for ever. */
export function recordedSince(reads: Reads, { all, byKey = {} }: RecordedFrom): number {
  if (reads.types === null) {
    const latest = Math.max(all, ...Object.values(byKey));
    return latest > 0 ? latest : Number.NEGATIVE_INFINITY;
  }
  const params = reads.params.map((path) => path.split('.')[0]!);
  const entries = Object.entries(byKey).map(([key, t]) => {
    const dot = key.indexOf('.');
    const type = dot < 0 ? key : key.slice(0, dot);
    return { type, param: dot < 0 ? null : key.slice(dot + 1), t };
  });
  const typeOwn = (type: string): number =>
    entries.find((entry) => entry.type === type && entry.param === null)?.t ?? all;
  const readTypes = reads.types;
  const types = readTypes.map(typeOwn);
  const ofParams = entries
    .filter((entry) => readTypes.includes(entry.type))
    .filter((entry) => entry.param !== null && params.includes(entry.param))
    .map((entry) => entry.t);
  const since = Math.max(...types, ...ofParams);
  return since > 0 ? since : Number.NEGATIVE_INFINITY;
}

function fieldsOf(filter: Filter | null): string[] {
  if (filter === null) return [];
  if (filter.kind === 'field') return [filter.field];
  if (filter.kind === 'not') return fieldsOf(filter.of);
  return filter.of.flatMap(fieldsOf);
}

/** What a measure reads of events by itself, leaving out the measures that it is made of. */
export function matchersOf(measure: Measure): Reads[] {
  const reads = (event: EventMatch, params: readonly string[] = []): Reads => ({
    types: event.types,
    params: [...fieldsOf(event.where), ...params],
  });
  const of = (types: string[], where: Filter | null, params: readonly string[]): Reads =>
    reads({ types, where }, params);
  switch (measure.kind) {
    case 'revenue':
      return [of(['purchase', 'refund'], measure.where, ['value', 'currency', 'transaction_id'])];
    case 'engaged':
      return [of(['user_engagement'], measure.where, ['engagement_time_msec'])];
    case 'engaged-views':
      return [
        of(['page_view'], measure.where, []),
        of(['user_engagement'], null, ['engagement_time_msec']),
        of(['scroll'], null, ['percent_scrolled']),
      ];
    case 'completion':
      return [of(['page_view'], measure.where, []), of(['scroll'], null, ['percent_scrolled'])];
    case 'sequence':
      return measure.steps.flatMap(({ event, without }) => [
        reads(event, measure.same === null ? [] : [measure.same]),
        ...(without === null ? [] : [reads(without)]),
      ]);
    case 'score':
      return measure.clauses.map(({ event }) => reads(event));
    case 'periods':
      return [reads(measure.event, measure.total === null ? [] : [measure.total.field])];
    case 'trait':
    case 'context':
      return [{ types: [measure.kind], params: [measure.key] }];
    default:
      return 'event' in measure
        ? [reads(measure.event, 'field' in measure ? [measure.field] : [])]
        : [];
  }
}

/** What a model reads by itself: the vector of the pages viewed. */
export function vectorReads({ vector }: Model): Reads[] {
  return vector === null ? [] : [{ types: ['page_view'], params: [vector] }];
}

/**
 * What a segment's answer depends on: what its conditions read, through all measures and signals
 * that they name, through the segments that they ask about, and through those that are listed
 * before it in its groups.
 */
export function readsOfSegment(id: string, rules: Rules): Reads[] {
  const rule = rules.segments.find((segment) => segment.id === id)!;
  const conditions = rule.exit === null ? [rule.enter] : [rule.enter, rule.exit];
  const measures = conditions
    .flatMap(comparesIn)
    .flatMap(({ measure }) => [measure, ...partsIn(measure, rules)]);
  const asked = [
    ...conditions.flatMap(segmentsIn),
    ...measures.flatMap((measure) => ('segment' in measure ? [measure.segment] : [])),
    ...rules.groups
      .filter((group) => group.segments.includes(id))
      .flatMap((group) => group.segments.slice(0, group.segments.indexOf(id))),
  ];
  const models = measures.flatMap((measure) =>
    measure.kind === 'model' ? rules.models.filter((model) => model.id === measure.model) : [],
  );
  return [
    ...measures.flatMap(matchersOf),
    ...models.flatMap(vectorReads),
    ...asked.flatMap((segment) => readsOfSegment(segment, rules)),
  ];
}
