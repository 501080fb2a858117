/** Stable names for what an engine can refuse. */
export type EngineErrorCode =
  | 'bad-program'
  | 'bad-state'
  | 'missing-extra'
  | 'stale-state'
  | 'unknown-name';

/** Thrown by the engine; it holds nothing of the visitor. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  /** What is wrong: a place in the program or state, or the name that is unknown. */
  readonly path: string;

  constructor(code: EngineErrorCode, path: string, options?: ErrorOptions) {
    super(`${path}: ${code}`, options);
    this.code = code;
    this.path = path;
  }
}
