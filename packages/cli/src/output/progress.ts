import { type Io, isLively } from '../io.ts';

const LIVELY_MS = 200;
const QUIET_MS = 10_000;

/** Tells people how far a long run is. */
export interface Progress {
  /** Shows a text, at most as often as it makes sense. */
  show(text: () => string): void;
  /** Takes a progress line off the terminal. */
  end(): void;
}

/**
 * Writes to stderr: one line that rewrites itself on a terminal, elsewhere (CI, a file) a line
 * every ten seconds, so that a short run says nothing. Silent when `quiet`.
 */
export function createProgress(io: Io, quiet: boolean): Progress {
  const lively = isLively(io);
  const everyMs = lively ? LIVELY_MS : QUIET_MS;
  let last = io.now();
  let shown = false;
  return {
    show(text) {
      if (quiet || io.now() - last < everyMs) return;
      last = io.now();
      shown = true;
      io.err(lively ? `\r\u001b[2K${text()}` : `${text()}\n`);
    },
    end() {
      if (shown && lively) io.err('\r\u001b[2K');
      shown = false;
    },
  };
}
