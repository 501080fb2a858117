import type { Host } from '../lib/host.ts';

/**
 * Calls back, guarded, once the page is there, and never while it is only prerendered.
 *
 * @param isParsed - False: need not wait until the page is parsed.
 */
export function whenShown({ doc, guard }: Host, start: () => unknown, isParsed = true): void {
  const look = guard((): unknown => {
    const type = (doc as Document & { readonly prerendering?: boolean }).prerendering
      ? 'prerenderingchange'
      : isParsed && doc.readyState === 'loading' && 'DOMContentLoaded';
    return type ? doc.addEventListener(type, look, { once: true }) : start();
  });
  look();
}
