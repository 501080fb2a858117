import type { Io } from '../io.ts';

/** What every command gets. */
export interface CommandContext {
  readonly io: Io;
  /** Sets what the process exits with when the command did its work and says no. */
  readonly setExitCode: (code: number) => void;
}
