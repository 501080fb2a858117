import type { Conversion } from './engine.ts';
import type { InkEvent } from './event.ts';
import type { Extra } from './extra.ts';
import { fieldOf } from './field.ts';
import { compileMatcher } from './filter.ts';
import type { Program } from './program.ts';

/** Makes the answer to which of a program's conversions an event is. */
export function createConversions(
  { conversions, code, currency, zone }: Program,
  extra: Extra | undefined,
): (event: InkEvent) => Conversion[] {
  const rows = conversions.map(({ id, matcher, value }) => ({
    id,
    value,
    test: compileMatcher(code.m[matcher]!, zone, extra?.filter),
  }));
  return (event) =>
    rows
      .filter(({ test }) => test(event))
      .map(({ id, value }) => {
        const worth = value === null ? undefined : fieldOf(event.params, value);
        const isOurs = (event.params.currency ?? currency) === currency;
        return {
          id,
          cents: isOurs && typeof worth === 'number' ? Math.round(worth * 100) || 0 : 0,
        };
      });
}
