import { ARM_TEXTS, SEGMENT_TEXTS } from './bar-texts.ts';

/** All that the bar's sentence depends on. */
export interface BarState {
  /** `absent`: the SDK has not come. */
  readonly consent: 'absent' | 'undecided' | 'refused' | 'given';
  /** The last change of this page view; `null` for none. */
  readonly last: { readonly segment: string; readonly in: boolean } | null;
  /** Segments whose variants stand on this page. */
  readonly shown: readonly string[];
  /** A segment that the visitor is in and the page may not use, since they are compared with others. */
  readonly heldOut: string | null;
  readonly page: PageKind;
}

/** What kind of page this is, as far as the bar cares. */
export type PageKind = 'politics-story' | 'paid-story' | 'product' | 'cart' | 'other';

/** What the bar says, and where the change can be seen. */
export interface BarMessage {
  readonly text: string;
  readonly link: { readonly text: string; readonly href: string } | null;
}

const WAITING: Readonly<Record<'absent' | 'undecided' | 'refused', string>> = {
  absent: 'Inkling’s edge cannot be reached, so you see the paper as everybody does.',
  undecided: 'Inkling waits for your choice. Until then it stores nothing and sends nothing.',
  refused: 'You said no. Nothing is stored, nothing is sent, and the paper works all the same.',
};

const HINTS: Readonly<Record<PageKind, string>> = {
  'politics-story':
    'Inkling counts this politics story. Three of them, read for 30 seconds in all, change the front page.',
  'paid-story': 'A subscriber story. The third that you open this month ends after two paragraphs.',
  product: 'Inkling saw you look at a product. After three looks, delivery is free.',
  cart: 'A cart that is left for 30 minutes is remembered in the shop.',
  other: 'Read three politics stories, or look at three products, and watch what changes.',
};

/** The one sentence that matters most now. */
export function barMessage({ consent, last, shown, heldOut, page }: BarState): BarMessage {
  if (consent !== 'given') return { text: WAITING[consent], link: null };
  const changed = SEGMENT_TEXTS[last?.segment ?? ''];
  if (last && changed && !last.in) {
    return { text: `You are no longer in “${changed.name}”: its default is back.`, link: null };
  }
  if (changed) {
    const link = { text: changed.changed, href: changed.href };
    return { text: `Inkling noticed that you ${changed.noticed}.`, link };
  }
  const arm = ARM_TEXTS[shown[0] ?? ''];
  if (arm) return { text: arm, link: null };
  const here = SEGMENT_TEXTS[shown[0] ?? ''];
  if (here) {
    return { text: `For you, since you ${here.noticed}: ${here.changed}`, link: null };
  }
  const held = SEGMENT_TEXTS[heldOut ?? ''];
  if (held) {
    return {
      text: `You are in “${held.name}”, and in the holdout: you see what everybody sees, so that others can be compared with you.`,
      link: null,
    };
  }
  return { text: HINTS[page], link: null };
}
