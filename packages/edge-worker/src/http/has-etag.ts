/** Whether the client holds this version already (`If-None-Match`, weak comparison). */
export function hasEtag(request: Request, etag: string): boolean {
  const held = request.headers.get('If-None-Match');
  if (!held) return false;
  if (held === etag) return true;
  return held.split(',').some((one) => {
    const tag = one.trim().replace(/^W\//, '');
    return tag === etag || tag === '*';
  });
}
