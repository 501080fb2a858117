/**
 * 110 fresh random bits as 22 characters that a URL can hold.
 *
 * Uses `getRandomValues`, which plain-http pages have too, unlike `randomUUID`.
 */
export function newId(win: Window & typeof globalThis): string {
  const bytes = win.crypto.getRandomValues(new Uint8Array(22));
  return Array.from(bytes, (byte) => (byte & 31).toString(32)).join('');
}
