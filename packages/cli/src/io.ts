/** What the CLI may touch of the world; tests hand in their own. */
export interface Io {
  /** Bytes of standard input. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes a piece of the result; resolves when the reader can take more. */
  out(text: string): Promise<void>;
  /** Writes a message for people. */
  err(text: string): void;
  /** Whether the result goes to a terminal, so that it may be coloured. */
  readonly outIsTerminal: boolean;
  /** Whether messages go to a terminal, so that a progress line may rewrite itself. */
  readonly errIsTerminal: boolean;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Ms since the epoch. */
  now(): number;
  readonly fetch: typeof fetch;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Whether the result may be coloured: a terminal, and neither `NO_COLOR` nor `CI` set. */
export function isColoured({ env, outIsTerminal }: Io): boolean {
  return outIsTerminal && !env.NO_COLOR && !env.CI;
}

/** Whether a progress line may be drawn over itself: a terminal, and not `CI`. */
export function isLively({ env, errIsTerminal }: Io): boolean {
  return errIsTerminal && !env.CI && env.TERM !== 'dumb';
}
