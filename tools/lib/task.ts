/** Runs one task with the words after its name; answers with the exit code. */
export type Task = (args: readonly string[]) => Promise<number>;
