/**
 * Whether a whole text fits a glob: `*` stands for any run of characters without a `/`, `**`
 * for any run at all, `?` for one character that is not a `/`; everything else for itself.
 *
 * Why it is right. It is the definition as a recursion over the pattern: a star fits when the
 * rest of the pattern fits what is left after some run that it may stand for. The table of what
 * was tried only keeps it from trying twice.
 */
export function globMatches(pattern: string, text: string): boolean {
  const tried = new Map<string, boolean>();
  const fits = (p: number, t: number): boolean => {
    const key = `${p},${t}`;
    const known = tried.get(key);
    if (known !== undefined) return known;
    const answer = fitsFrom(pattern, text, p, t, fits);
    tried.set(key, answer);
    return answer;
  };
  return fits(0, 0);
}

function fitsFrom(
  pattern: string,
  text: string,
  p: number,
  t: number,
  fits: (p: number, t: number) => boolean,
): boolean {
  if (p === pattern.length) return t === text.length;
  if (pattern.startsWith('**', p)) {
    return fits(p + 2, t) || (t < text.length && fits(p, t + 1));
  }
  if (pattern[p] === '*') {
    return fits(p + 1, t) || (t < text.length && text[t] !== '/' && fits(p, t + 1));
  }
  if (t === text.length) return false;
  if (pattern[p] === '?') return text[t] !== '/' && fits(p + 1, t + 1);
  return pattern[p] === text[t] && fits(p + 1, t + 1);
}
