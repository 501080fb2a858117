import { Context, CookieTransitionDataStore, type ManifestV2 } from '@uniformdev/context';
import { tell } from './tell.ts';

const start = async (): Promise<void> => {
  const manifest = (await (await fetch('/uniform.json')).json()) as ManifestV2;
  const context = new Context({
    manifest,
    defaultConsent: true,
    transitionStore: new CookieTransitionDataStore({ serverCookieValue: '' }),
  });
  await context.update({ url: new URL(location.href), events: [{ event: 'page_view' }] });
  tell();
};
void start();
