import type { Purpose } from '../../consent/consent.ts';

/**
 * What one source of consent says: yes, no, or `null` where it has to say something and has not
 * yet. A purpose that is missing is none of its business.
 */
export type Opinion = { readonly [P in Purpose]?: boolean | null };

/** Which of a source's own answers each of our purposes needs, all of them. */
export type Mapping = { readonly [P in Purpose]?: readonly (string | number)[] };

/**
 * Asks a source for each purpose: no if any of what it needs is refused, else not yet if any is
 * open, else yes. A purpose that needs nothing is never allowed.
 *
 * @param answer - The source's answer to one of its own questions.
 */
export function decide(
  mapping: Mapping,
  answer: (question: string) => boolean | null | undefined,
): Opinion {
  const opinion: { [P in Purpose]?: boolean | null } = {};
  for (const purpose of Object.keys(mapping) as Purpose[]) {
    const answers = [mapping[purpose] ?? []].flat().map((question) => answer(`${question}`));
    opinion[purpose] = answers.includes(false)
      ? false
      : answers.length > 0 && answers.every((yes) => yes === true)
        ? true
        : null;
  }
  return opinion;
}

/** Says the same about every purpose of a mapping. */
export function decideAll(mapping: Mapping, answer: boolean | null): Opinion {
  return Object.fromEntries(Object.keys(mapping).map((purpose) => [purpose, answer]));
}

/** The most restrictive of several opinions: a no beats what is open, which beats a yes. */
export function strictest(opinions: readonly Opinion[]): Opinion {
  const sum: { [P in Purpose]?: boolean | null } = {};
  for (const opinion of opinions) {
    for (const purpose of Object.keys(opinion) as Purpose[]) {
      const [before, now] = [sum[purpose], opinion[purpose]];
      if (before === false || now === false) sum[purpose] = false;
      else sum[purpose] = before === null || now !== true ? null : true;
    }
  }
  return sum;
}
