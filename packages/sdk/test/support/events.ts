import type { InkEvent, Params } from '@inkling/engine';

/** Makes an event of a tab; its instant is its number in ms unless given. */
export function event(
  tab: string,
  n: number,
  type = 'page_view',
  params: Params = {},
  t = n,
): InkEvent {
  return { id: [tab, n], t, type, session: 0, params };
}
