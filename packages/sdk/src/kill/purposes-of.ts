import type { KillWord } from '@inkling/engine/trust';

/** What is not counted from the history cannot be counted at all: a tab without one takes everybody for new. */
const PURPOSES = {
  personalization: 'personalization advertising',
  reports: 'measurement',
  recording: 'storage measurement identity',
};
const ALL = Object.values(PURPOSES).join(' ');

/** The purposes that a word bars, separated by spaces; `''` for a word to go on. */
export function purposesOf({ kill, parts }: Pick<KillWord, 'kill' | 'parts'>): string {
  if (!kill) return '';
  return parts ? parts.map((part) => PURPOSES[part] ?? '').join(' ') : ALL;
}
