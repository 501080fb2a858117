import type { Host } from '../lib/host.ts';

/** Calls back once the page is parsed, and never while it is only prerendered. */
export function whenShown({ doc, guard }: Host, start: () => void): void {
  const { prerendering } = doc as Document & { readonly prerendering?: boolean };
  const wait = (type: string, next: () => void): void =>
    doc.addEventListener(type, guard(next), { once: true });
  const parsed = (): void => {
    if (doc.readyState === 'loading') wait('DOMContentLoaded', start);
    else start();
  };
  if (prerendering) wait('prerenderingchange', parsed);
  else parsed();
}
