import * as code from './code.ts';
import type { InkEvent } from './event.ts';
import { fieldOf } from './field.ts';
import { compileFilter, type ExtraFilter, type ParamsTest } from './filter.ts';
import type { Zone } from './program.ts';

type Entry = readonly [matcher: number, test: ParamsTest | undefined];

/** Matchers of one type: those without, and those with, an equality to look up. */
interface Shelf {
  readonly plain: Entry[];
  readonly byField: (readonly [field: string, values: Map<unknown, Entry[]>])[];
}

/**
 * Makes the look-up from an event to the matchers that it fits: by type, then by one equality
 * where a filter has one, then by what is left of the filter.
 *
 * @param wanted - Whether anyone waits for a matcher's events.
 */
export function createIntake(
  matchers: readonly code.MatcherCode[],
  zone: Zone,
  wanted: (matcher: number) => boolean,
  extra?: ExtraFilter,
): (event: InkEvent, hit: (matcher: number) => void) => void {
  const shelves = new Map<string, Shelf>();
  const anyType = createShelf();
  matchers.forEach(([types, filter], matcher) => {
    if (!wanted(matcher)) return;
    for (const type of types || ['']) {
      let shelf = types ? shelves.get(type) : anyType;
      if (!shelf) {
        shelf = createShelf();
        shelves.set(type, shelf);
      }
      place(shelf, matcher, filter, (part) => compileFilter(part, zone, extra));
    }
  });
  return (event, hit) => {
    const shelf = shelves.get(event.type);
    if (shelf) look(shelf, event, hit);
    look(anyType, event, hit);
  };
}

const createShelf = (): Shelf => ({ plain: [], byField: [] });

function place(
  { plain, byField }: Shelf,
  matcher: number,
  filter: code.FilterCode | undefined,
  compile: (filter: code.FilterCode) => ParamsTest,
): void {
  const parts = (
    filter?.[0] === code.ALL ? filter.slice(1) : filter ? [filter] : []
  ) as code.FilterCode[];
  const equality = parts.find(([op, , value]) => op === code.EQ && typeof value !== 'object');
  const rest = parts.filter((part) => part !== equality);
  const test =
    rest.length > 0 ? compile(rest.length > 1 ? [code.ALL, ...rest] : rest[0]!) : undefined;
  if (!equality) {
    plain.push([matcher, test]);
    return;
  }
  const [, field, value] = equality;
  const values = byField.find(([one]) => one === field)?.[1] ?? new Map<unknown, Entry[]>();
  if (values.size === 0) byField.push([field as string, values]);
  values.set(value, [...(values.get(value) ?? []), [matcher, test]]);
}

function look(
  { plain, byField }: Shelf,
  { params, t }: InkEvent,
  hit: (matcher: number) => void,
): void {
  for (const [matcher, test] of plain) if (!test || test(params, t)) hit(matcher);
  for (const [field, values] of byField) {
    const entries = values.get(fieldOf(params, field));
    if (!entries) continue;
    for (const [matcher, test] of entries) if (!test || test(params, t)) hit(matcher);
  }
}
