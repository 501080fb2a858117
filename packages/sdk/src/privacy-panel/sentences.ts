import type { Choices } from '../consent/consent.ts';
import type { Explanation } from '../memberships/explain.ts';
import { count, dateOf, duration, list } from '../panel/words.ts';
import type { Facts } from './facts.ts';

/** What common kinds of events are to a visitor; others are called by their own names. */
const DEEDS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['add_to_cart', ['thing put into the cart', 'things put into the cart']],
  ['remove_from_cart', ['thing taken out of the cart', 'things taken out of the cart']],
  ['view_item', ['product looked at', 'products looked at']],
  ['purchase', ['order', 'orders']],
  ['search', ['search', 'searches']],
  ['click', ['link followed', 'links followed']],
  ['form_submit', ['form sent', 'forms sent']],
  ['experience_assigned', ['lot drawn in a trial', 'lots drawn in trials']],
  ['experience_shown', ['trial shown', 'trials shown']],
]);

/** Whether, and where, anything is kept. */
export function wordKeeping({ storage }: Choices, mode: string): string {
  if (storage === undefined) {
    return 'You have not decided yet. What you do here is forgotten when you leave the page.';
  }
  if (!storage) return 'Nothing is remembered, because you said no.';
  return mode === 'stored'
    ? 'What you do here is remembered on this device only.'
    : 'This browser does not let the site remember anything beyond the page you are on.';
}

/** What is remembered, in one sentence. */
export function wordFacts({ from, visits, pages, readMs, others }: Facts): string {
  if (from === null) return 'There is nothing to tell about you.';
  const deeds = others.map(([type, times]) => {
    const [one, many] = DEEDS.get(type) ?? [`“${type}”`, `“${type}”`];
    return count(times, one, many);
  });
  const all = [
    count(visits, 'visit'),
    `${count(pages, 'page')} opened`,
    `${duration(readMs)} of reading`,
    ...deeds,
  ];
  return `Since ${dateOf(from)}: ${list(all)}.`;
}

/** How pages follow from groups. */
export function wordChanges(paused: boolean, used: number): string {
  if (paused) return 'Pages look the same for you as for everybody.';
  if (used === 0) return 'No page looks different for you because of it.';
  return `Pages may look different for you because of ${count(used, 'group')}.`;
}

/** What left the device. */
export function wordSent(reports: number, choices: Choices): string {
  const never =
    'Counts hold no name, no address and no list of your groups, and what you did stays here.';
  if (!choices.measurement) return 'Nothing about you is sent, not even as a number in a count.';
  const times =
    reports === 0 ? 'no counts' : `counts ${reports === 1 ? 'once' : `${reports} times`}`;
  return `Since you opened this page it has sent ${times}. ${never}`;
}

/** Since when, and until when, a visitor is in a group. */
export function wordStay({ since, flips }: Explanation, isUsed: boolean): string {
  const [until] = flips;
  return [
    since === null ? '' : `Since ${dateOf(since)}.`,
    until === undefined ? '' : `It ends on ${dateOf(until)} if you do nothing.`,
    isUsed ? '' : 'It changes no page for you.',
  ]
    .filter(Boolean)
    .join(' ');
}
