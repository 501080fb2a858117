import * as code from './code.ts';
import type { InkEvent } from './event.ts';
import { fieldOf } from './field.ts';
import { compileFilter, type ExtraFilter, type ParamsTest } from './filter.ts';
import type { Zone } from './program.ts';

/** Calls `hit` with the number of each matcher that an event fits. */
export type Intake = (event: InkEvent, hit: (matcher: number) => void) => void;

type Entry = readonly [matcher: number, test: ParamsTest];

/** Matchers by the value that a field must equal, and by the field. */
type Values = Map<unknown, Entry[]>;
type Fields = Map<string, Values>;

const openList = <K, V>(map: Map<K, V>, key: K, empty: V): V => {
  const found = map.get(key) ?? empty;
  map.set(key, found);
  return found;
};

/**
 * Makes the look-up from an event to the matchers that it fits: by type, then by one equality
 * where a filter begins with one, then by what is left of the filter.
 */
export function createIntake(
  matchers: readonly code.MatcherCode[],
  zone: Zone,
  extra?: ExtraFilter,
): Intake {
  const index = new Map<string, Fields>(); // By type; `''` is every type.
  matchers.forEach(([types, filter = [code.ALL]], matcher) => {
    const [first, ...rest] = filter[0] === code.ALL ? filter.slice(1) : [filter];
    const [op, path, value] = (first ?? []) as code.FilterCode;
    const isEquality = op === code.EQ;
    const test = compileFilter(isEquality ? [code.ALL, ...rest] : filter, zone, extra);
    for (const type of types || ['']) {
      // Where nothing must be equal, the field is nameless and its value as well.
      const fields = openList(index, type, new Map<string, Values>());
      const values = openList(
        fields,
        isEquality ? (path as string) : '',
        new Map<unknown, Entry[]>(),
      );
      openList(values, isEquality ? value : '', [] as Entry[]).push([matcher, test]);
    }
  });
  return ({ params, t, type }, hit) => {
    for (const key of [type, '']) {
      index.get(key)?.forEach((values, field) => {
        values.get(field && fieldOf(params, field))?.forEach(([matcher, test]) => {
          if (test(params, t)) hit(matcher);
        });
      });
    }
  };
}
