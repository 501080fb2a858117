const MOST_LETTERS = 64;
/** Wrong letters that a writer may make in a long name. */
const REACH = 2;

/**
 * The candidate that a writer most likely meant.
 *
 * Near is at most two wrong letters (one for names of up to three letters, none for a single
 * letter), a swap of neighbours counting as one; letter case is free.
 *
 * @returns `null` when none is near. Of several as near, one with the same letters wins, then the
 *   earlier one.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > MOST_LETTERS) return null;
  const folded = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = reach(word) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const letters = candidate.toLowerCase();
    let distance = editDistance(folded, letters);
    // Half a letter nearer: ties then go to the word that was only typed out of order.
    const mayWin = distance - 0.5 < bestDistance;
    if (mayWin && lettersOf(folded) === lettersOf(letters)) distance -= 0.5;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function reach(word: string): number {
  if (word.length <= 1) return 0;
  return word.length <= 3 ? 1 : REACH;
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}

/**
 * Letters to change, insert, remove or swap with a neighbour; `REACH + 1` or more when it is more
 * than `REACH`. Only cells that near the diagonal are looked at, so that a hostile file full of
 * long names cannot make this slow.
 */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  let before = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  let row = Array.from(before, (_, j) => j);
  let next = [...before];
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - REACH);
    const to = Math.min(b.length, i + REACH);
    next[from - 1] = from === 1 ? i : Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1];
      let cell = Math.min(row[j - 1]! + (same ? 0 : 1), row[j]! + 1, next[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cell = Math.min(cell, before[j - 2]! + 1);
      next[j] = cell;
      least = Math.min(least, cell);
    }
    if (least > REACH) return least;
    if (to < b.length) next[to + 1] = Number.POSITIVE_INFINITY;
    [before, row, next] = [row, next, before];
  }
  return row[b.length]!;
}
