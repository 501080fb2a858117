import type { ActivationProgram } from '../assign/program.ts';

/** Name of the cookie by which a browser tells the edge what a page is to show. */
export const EDGE_COOKIE = 'inkling-edge';
/** Stands in no name of a segment, an experience or a variant. */
const SEPARATOR = '.';

/** What a browser tells the edge with each request for a page whose path begins so. */
export interface EdgeCookie {
  readonly path: string;
  /** Sorted, so that equal sets are equal texts; empty where there is nothing to tell. */
  readonly value: string;
}

/**
 * The cookies that say what is activated, as far as the pages of each path use it: neither who the
 * visitor is nor the text that arms are drawn by, only what came of it.
 *
 * @param activated - Segments, and `EXPERIENCE:VARIANT` for what is shown.
 */
export function edgeCookies(
  { edge = [] }: ActivationProgram,
  activated: readonly string[],
): readonly EdgeCookie[] {
  return edge.map(([path, ...names]) => ({
    path,
    value: activated
      .filter((token) => isNamed(names, token))
      .sort()
      .join(SEPARATOR),
  }));
}

/** Whether what is activated belongs to one of these segments and experiences. */
export function isNamed(names: readonly string[], token: string): boolean {
  return names.includes(token.split(':')[0]!);
}

/**
 * What a request's `Cookie` header tells, each once; nothing where there is none. A request carries
 * one cookie for each path that fits it. Whatever it says is a visitor's claim.
 */
export function readEdgeCookie(header: string | null): readonly string[] {
  const values = (header ?? '').split(';').flatMap((pair) => {
    const [name, value = ''] = pair.trim().split('=');
    return name === EDGE_COOKIE ? value.split(SEPARATOR) : [];
  });
  return [...new Set(values.filter((token) => token !== ''))].sort();
}
