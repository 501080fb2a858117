import { Context, CookieTransitionDataStore, type ManifestV2 } from '@uniformdev/context';

/** What is asked of the page; the browser's types are not known here. */
interface Page {
  readonly document: { querySelector(selector: string): Slot | null; readonly cookie: string };
  readonly location: { readonly href: string };
  prepare?: () => Promise<void>;
  decided?: boolean;
}
interface Slot {
  querySelector(selector: string): { readonly content: { cloneNode(deep: true): object } } | null;
  replaceChildren(...nodes: readonly object[]): void;
}

const page = globalThis as unknown as Page;
const manifest: ManifestV2 = { project: { pz: { enr: { topic: { cap: 100 } } } } };
const context = new Context({
  manifest,
  defaultConsent: true,
  transitionStore: new CookieTransitionDataStore({}),
});

/** What the page of a politics story tells of itself. */
page.prepare = () => context.update({ enrichments: [{ cat: 'topic', key: 'politics', str: 60 }] });

await context.update({ url: new URL(page.location.href) });
const { variations } = context.personalize({
  name: 'front-block',
  variations: [
    { id: 'politics', pz: { crit: [{ l: 'topic_politics', op: '>', r: 50 }] } },
    { id: 'default' },
  ],
});
if (variations[0]?.id === 'politics') {
  const slot = page.document.querySelector('ink-slot[name=front-block]');
  const variant = slot?.querySelector('template');
  if (slot && variant) slot.replaceChildren(variant.content.cloneNode(true));
}
page.decided = true;
