import type { Host } from '../lib/host.ts';

/** Calls back once the page is parsed, and never while it is only prerendered. */
export function whenShown({ doc, guard }: Host, start: () => void): void {
  const look = guard((): void => {
    const type = (doc as Document & { readonly prerendering?: boolean }).prerendering
      ? 'prerenderingchange'
      : doc.readyState === 'loading' && 'DOMContentLoaded';
    if (type) doc.addEventListener(type, look, { once: true });
    else start();
  });
  look();
}
