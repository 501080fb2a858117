import type { Params } from '@inkling/engine';
import { cleanUrl } from './clean-url.ts';
import { isOwnHost } from './own-host.ts';

/** Endings that GA4 takes for files. */
const FILE =
  /\.(pdf|xlsx?|docx?|txt|rtf|csv|exe|key|pp(?:sx?|tx?)|7z|pkg|rar|gz|zip|avi|mov|mp4|mpe?g|wmv|midi?|mp3|wav|wma)$/i;

/** What is read of an `<a>` or `<area>`. */
export type Link = Pick<
  HTMLAnchorElement,
  'href' | 'protocol' | 'hostname' | 'pathname' | 'download'
>;

/**
 * What following a link is: a download, also of another site's file, or a way out.
 *
 * @param host - The page's own.
 * @returns Type and params of the event; `undefined` for a link within the site, and for one that
 *   is no address of the web (`mailto:` and `tel:` name people).
 */
export function readLink(link: Link, host: string): readonly [string, Params] | undefined {
  if (!/^https?:/.test(link.protocol)) return undefined;
  const { path } = cleanUrl(link.href, []);
  const link_domain = link.hostname;
  const ending = FILE.exec(link.pathname)?.[1];
  if (ending || link.download) {
    const file = { file_name: path, link_domain };
    return ['file_download', ending ? { ...file, file_extension: ending.toLowerCase() } : file];
  }
  if (isOwnHost(link_domain, host)) return undefined;
  const link_url = new URL(link.href).origin + path;
  return ['click', { link_domain, link_url, outbound: true }];
}
