/**
 * 128 fresh random bits as 22 characters of base64url.
 *
 * Uses `getRandomValues`, which plain-http pages have too, unlike `randomUUID`.
 */
export function newId(win: Window & typeof globalThis): string {
  const bytes = win.crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .slice(0, 22);
}
