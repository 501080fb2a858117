/**
 * Whether two hosts are of one site: equal, or one lies below the other; `www.` does not count.
 * Neighbours below one domain, such as `shop.` and `blog.`, are not known to be.
 */
export function isOwnHost(a: string, b: string): boolean {
  const [one, two] = [a, b].map((host) => `.${host.replace(/^www\./, '')}`) as [string, string];
  return one.endsWith(two) || two.endsWith(one);
}
