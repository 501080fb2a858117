import type { Page } from '../lib/page.ts';

/** What `data-offerwall` may say. */
export interface OfferwallSettings {
  /** Segments whose visitors see no wall at all, such as subscribers. */
  readonly grant: readonly string[];
  /** Segments to whom the choice is offered; everybody unless given. */
  readonly offer: readonly string[];
}

type Answer = 'ACCESS_GRANTED' | 'ACCESS_NOT_GRANTED' | 'CUSTOM_CHOICE_DISABLED';

/** Google's custom choice: it asks `initialize` once a page, and `show` when the choice is taken. */
export interface CustomChoice {
  initialize(): Promise<unknown>;
  show(): Promise<boolean>;
}

/** What a page gets with `inkling:offerwall`: it calls `done` once, with whether access was earned. */
export interface OfferwallRequest {
  done(isGranted: boolean): void;
}

/** What the Offerwall is answered for a visitor with these activated segments. */
export function offerwallAnswer(
  { grant = [], offer }: Partial<OfferwallSettings>,
  active: readonly string[],
): Answer {
  const isIn = (segment: string): boolean => active.includes(segment);
  if (grant.some(isIn)) return 'ACCESS_GRANTED';
  return !offer || offer.some(isIn) ? 'ACCESS_NOT_GRANTED' : 'CUSTOM_CHOICE_DISABLED';
}

/**
 * Registers a custom choice with Google's Offerwall: whether it is offered is up to the visitor's
 * segments, and what it is to the page, which hears `inkling:offerwall` on the document.
 *
 * It answers at once, from what the boot script put on the page if nothing else is there yet. Where
 * nobody listens, taking the choice grants nothing.
 */
export function startOfferwall(win: Page, settings: Partial<OfferwallSettings>): void {
  const page = win as unknown as {
    googlefc?: {
      offerwall?: {
        customchoice?: {
          registry?: CustomChoice;
          InitializeResponseEnum?: { readonly [name in Answer]?: unknown };
        };
      };
    };
  };
  page.googlefc ??= {};
  page.googlefc.offerwall ??= {};
  page.googlefc.offerwall.customchoice ??= {};
  const { customchoice } = page.googlefc.offerwall;
  customchoice.registry = {
    async initialize() {
      const active = win.document.documentElement.dataset.inkling?.split(' ') ?? [];
      return customchoice.InitializeResponseEnum?.[offerwallAnswer(settings, active)];
    },
    show: () =>
      new Promise((resolve) => {
        const detail: OfferwallRequest = { done: (isGranted) => resolve(isGranted === true) };
        const event = new win.CustomEvent('inkling:offerwall', { detail, cancelable: true });
        // A page that takes it on says so by preventDefault, as for any other request to it.
        if (win.document.dispatchEvent(event)) resolve(false);
      }),
  };
}
