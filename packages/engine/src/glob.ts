/**
 * Makes a test for a pattern: `*` is any run without `/`, `**` any run, `?` one code unit but `/`,
 * everything else itself; the whole text must fit.
 *
 * All ways through the pattern are followed at once, so a test takes at most as many steps as the
 * two lengths multiplied; what comes before the first wildcard is compared in one go.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const [start] = pattern.split(/[*?]/, 1) as [string];
  const tokens = pattern.slice(start.length).match(/\*\*+|[\s\S]/g) ?? [];
  return (text) => {
    if (!text.startsWith(start)) return false;
    // Positions in the pattern that the text so far can have led to.
    let at = reach(tokens, [0]);
    for (let i = start.length; i < text.length && at.length > 0; i++) {
      at = reach(tokens, step(tokens, at, text[i]!));
    }
    return at.includes(tokens.length);
  };
}

const isStar = (token: string | undefined): boolean => token?.startsWith('*') ?? false;

function step(tokens: readonly string[], at: readonly number[], char: string): number[] {
  const next: number[] = [];
  for (const place of at) {
    const token = tokens[place];
    if (isStar(token)) {
      if (token !== '*' || char !== '/') next.push(place);
    } else if (token === char || (token === '?' && char !== '/')) next.push(place + 1);
  }
  return next;
}

/** Adds the positions behind stars, which may stand for nothing; rising and without repeats. */
function reach(tokens: readonly string[], at: readonly number[]): number[] {
  const all: number[] = [];
  for (let place of at) {
    for (;;) {
      if (!(all.at(-1)! >= place)) all.push(place);
      if (!isStar(tokens[place])) break;
      place++;
    }
  }
  return all;
}
