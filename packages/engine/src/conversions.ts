import type { Core } from './core.ts';
import type { Conversion } from './engine.ts';
import type { InkEvent } from './event.ts';
import { fieldOf } from './field.ts';

/** Makes the answer to which of a program's conversions an event is. */
export function createConversions({ intake, program }: Core): (event: InkEvent) => Conversion[] {
  const { conversions, currency } = program;
  return (event) => {
    const hits = new Set<number>();
    intake(event, (matcher) => hits.add(matcher));
    return conversions
      .filter(({ matcher }) => hits.has(matcher))
      .map(({ id, value }) => {
        const worth = value === null ? undefined : fieldOf(event.params, value);
        const isOurs = (event.params.currency ?? currency) === currency;
        return {
          id,
          cents: isOurs && typeof worth === 'number' ? Math.round(worth * 100) || 0 : 0,
        };
      });
  };
}
