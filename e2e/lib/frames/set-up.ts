/** One way to make the demo's front page follow its reader. */
export interface SetUp {
  readonly name: string;
  /** What it puts at the end of the head; the rest of the page is the same for all. */
  readonly head: string;
  /** Files that it asks for, by path: media type and text. */
  readonly files?: Readonly<Record<string, readonly [type: string, text: string]>>;
  /** An expression that makes the page's visitor a politics reader for good; may be a promise. */
  readonly prepare: string;
  /** An expression that becomes true once that is stored. */
  readonly prepared: string;
  /** An expression that becomes true on a later page once all has been decided there. */
  readonly decided: string;
}

/** The front page as it is, with no script that decides. */
export const BARE: SetUp = {
  name: 'no personalisation',
  head: '',
  prepare: '0',
  prepared: 'true',
  decided: 'true',
};

/**
 * The demo's own set-up: boot script inline, SDK async, exactly as its pages have them.
 *
 * @param seed - Decides on the holdout.
 */
export function inklingSetUp(edgeUrl: string, boot: string, seed: string): SetUp {
  const stories = `for (let i = 0; i < 3; i++) inkling.track('page_view', { section: 'politics' });
    inkling.track('user_engagement', { section: 'politics', engagement_time_msec: 40000 });`;
  return {
    name: 'Inkling',
    head: `<script>${boot}</script><script async src="${edgeUrl}/v1/sdk.js" data-site="daily-ink"
      data-edge="${edgeUrl}" data-recorded-from="2025-01-01"></script>`,
    prepare: `(async () => {
      localStorage['inkling:seed'] = '${seed}';
      inkling.consent({ storage: true, personalization: true, measurement: true });
      await inkling.ready();
      ${stories}
    })()`,
    prepared: `inkling.status().pending === 0 && inkling.status().mode === 'stored'
      && /politics-reader/.test(localStorage['inkling:boot'] ?? '')`,
    decided: `window.inkling?.has?.('politics-reader') && inkling.status().rules > 0
      && inkling.status().mode === 'stored'`,
  };
}

/** A site's own script that changes the page 100 ms after it has loaded: what a bench must see. */
export const LATE: SetUp = {
  ...BARE,
  name: 'a late change',
  head: `<script>addEventListener('load', () => setTimeout(() => {
    const slot = document.querySelector('ink-slot[name=front-block]');
    slot.replaceChildren(slot.querySelector('template').content.cloneNode(true));
  }, 100))</script>`,
};
