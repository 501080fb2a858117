const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Texts as browsers draw them: 22 letters of 6 bits each, the same ones for the same start. */
export function* drawSeeds(count: number, start = 7): Generator<string> {
  let state = start;
  for (let i = 0; i < count; i++) {
    let text = '';
    for (let letter = 0; letter < 22; letter++) {
      state = (state + 0x6d2b79f5) | 0; // mulberry32
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      text += LETTERS[(mixed ^ (mixed >>> 14)) >>> 26];
    }
    yield text;
  }
}
