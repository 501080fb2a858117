import type { OffersCode } from '../assign/program.ts';
import type { ProgramSegment } from '../program.ts';

/** What a ladder of offers is asked with. */
export interface OfferInput {
  readonly offers: OffersCode;
  readonly segments: readonly ProgramSegment[];
  /** The activated segments, so that who is held out gets what everybody gets. */
  readonly activated: readonly string[];
  /** Value of the ladder's signal; `null` when it has none, which fits no step that asks for one. */
  readonly score: number | null;
}

/** The offer of the first step that fits, or else the ladder's last word; `null` for no offer. */
export function decideOffer({ offers, segments, activated, score }: OfferInput): string | null {
  const [, otherwise, , ...steps] = offers;
  const step = steps.find(
    ([, segment, least]) =>
      (segment < 0 || activated.includes(segments[segment]!.id)) &&
      (least === undefined || (score !== null && score >= least)),
  );
  return (step ? step[0] : otherwise) || null;
}
