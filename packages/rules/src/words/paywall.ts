import type { Meter, OfferLadder, OfferStep } from '../activation.ts';
import { wordFilter } from './filter.ts';
import { wordList, wordNumber } from './list.ts';
import type { WordOptions } from './options.ts';
import { wordWindow } from './window.ts';

/**
 * A meter in plain English, such as "5 articles are free this month, told apart by path. Members of
 * Registered may read 3 more."
 */
export function describeMeter(meter: Meter, options: WordOptions = {}): string {
  const { free, window, article, where, exempt, registered } = meter;
  const name = (segment: string): string => options.nameOf?.(segment) ?? segment;
  const when = wordWindow(window, options);
  const some = free === 1 ? '1 article is' : `${wordNumber(free)} articles are`;
  const more =
    registered && `Members of ${name(registered.segment)} may read ${registered.bonus} more.`;
  return [
    `${some} free${when}, told apart by ${article}.`,
    ...(more ? [more] : []),
    ...(where ? [`Only pages count where ${wordFilter(where)}.`] : []),
    ...(exempt.pages ? [`Pages never count where ${wordFilter(exempt.pages)}.`] : []),
    ...(exempt.segments.length > 0
      ? [`Members of ${wordList(exempt.segments.map(name), 'and')} read without it.`]
      : []),
  ].join(' ');
}

/** A ladder of offers in plain English, such as "Annual for members of Fan; otherwise newsletter." */
export function describeOffers(ladder: OfferLadder, options: WordOptions = {}): string {
  const { signal, steps, otherwise } = ladder;
  const say = ({ offer, segment, gte }: OfferStep): string => {
    const who = segment === null ? 'anybody' : `members of ${options.nameOf?.(segment) ?? segment}`;
    const score = gte === null ? '' : ` whose ${signal} is at least ${wordNumber(gte)}`;
    return `${offer} for ${who}${score}`;
  };
  const rest = otherwise === null ? 'otherwise nothing' : `otherwise ${otherwise}`;
  return `${[...steps.map(say), rest].join('; ')}.`;
}
