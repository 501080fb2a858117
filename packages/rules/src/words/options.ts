import type { Measure, Rules } from '../ast.ts';

/** How plain words name things. */
export interface WordOptions {
  /** Name of a segment for people; its id unless given. */
  readonly nameOf?: (segment: string) => string;
  /** What a named signal measures; its name stands for itself unless given. */
  readonly measureOf?: (signal: string) => Measure | undefined;
  /** IANA zone for dates; UTC unless given. */
  readonly timezone?: string;
}

/** Words in the terms of a rule file: its segments' names, what its signals measure, its zone. */
export function wordOptions({ segments, signals, timezone }: Rules): Required<WordOptions> {
  const names = new Map(segments.map(({ id, doc }) => [id, doc.name ?? id]));
  const measures = new Map(signals.map(({ id, measure }) => [id, measure]));
  return {
    nameOf: (segment) => names.get(segment) ?? segment,
    measureOf: (signal) => measures.get(signal),
    timezone,
  };
}

/** What a measure comes down to when it is a signal, as far as the options tell. */
export function resolveSignal(measure: Measure, { measureOf }: WordOptions): Measure {
  let found = measure;
  while (found.kind === 'signal') {
    const next = measureOf?.(found.signal);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}
