import type { Inkling } from '../api.ts';

/**
 * Resolves with the SDK as soon as it is on the page; with `null` once every script of the page has
 * come or failed and it is not there. A stub alone is not the SDK.
 */
export function findInkling(win: Window): Promise<Inkling | null> {
  const page = win as { inkling?: Inkling | { readonly q: unknown } };
  const present = (): Inkling | null =>
    page.inkling && !('q' in page.inkling) ? page.inkling : null;
  return new Promise((resolve) => {
    const look = (last: boolean): void => {
      const found = present();
      if (found || last) resolve(found);
    };
    const { document: doc } = win;
    look(doc.readyState === 'complete');
    for (const script of doc.querySelectorAll('script[data-site]')) {
      script.addEventListener('load', () => look(false));
    }
    win.addEventListener('load', () => look(true));
  });
}
