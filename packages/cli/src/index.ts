export { CliError, type CliErrorCode } from './errors.ts';
export type { Io } from './io.ts';
export { run } from './run.ts';
