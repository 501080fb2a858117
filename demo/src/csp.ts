import { createHash } from 'node:crypto';

/** What the strict policy of the pages depends on. */
export interface CspOptions {
  /** Origin of Inkling's edge. */
  readonly edge: string;
  /** The one inline script, exactly as it stands in the page; `null` for none. */
  readonly boot: string | null;
}

/**
 * The site's Content-Security-Policy, as one line.
 *
 * No inline script but the boot (by its hash), no inline style, no `eval`, no string ever turned
 * into script or markup.
 */
export function contentSecurityPolicy({ edge, boot }: CspOptions): string {
  const hash = boot === null ? '' : ` 'sha256-${sha256(boot)}'`;
  return [
    `default-src 'self'`,
    `script-src 'self' ${edge}${hash}`,
    `connect-src 'self' ${edge}`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types inkling`,
  ].join('; ');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
