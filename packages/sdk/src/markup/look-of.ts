import type { SlotContents } from '../memberships/snapshot.ts';
import type { Look } from './apply.ts';
import type { Wishes } from './choices.ts';

/**
 * What an element has to look like. Its own attributes go before what an experience puts into it.
 *
 * @param content - Token and content of the experience that is shown in it.
 * @param names - The element's own classes, which stay.
 */
export function lookOf(
  wishes: Wishes,
  content: SlotContents[string] | undefined,
  names: string | null,
): Look {
  // Markup is only for slots, whose own content comes back untouched.
  const { '#html': _, class: more, ...given } = content?.[1] ?? {};
  const added = [wishes.class, more].filter(Boolean);
  return {
    ...given,
    ...(content && { 'data-ink': content[0] }),
    ...(wishes.text !== undefined && { '#text': wishes.text }),
    ...(wishes.href !== undefined && { href: wishes.href }),
    ...(wishes.hidden !== undefined && { hidden: wishes.hidden ? '' : null }),
    ...(added.length > 0 && { class: [names, ...added].filter(Boolean).join(' ') }),
  };
}
