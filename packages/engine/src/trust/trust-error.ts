/** Stable names for why something signed is not trusted. */
export type TrustErrorCode =
  | 'too-large'
  | 'not-an-envelope'
  | 'unknown-key'
  | 'key-out-of-time'
  | 'bad-signature'
  | 'not-a-bundle'
  | 'not-a-list'
  | 'not-a-word'
  | 'wrong-site'
  | 'wrong-env'
  | 'old-sequence'
  | 'expired';

/** Thrown when something signed is not trusted; what was trusted before stays in force. */
export class TrustError extends Error {
  override readonly name = 'TrustError';
  readonly code: TrustErrorCode;

  constructor(code: TrustErrorCode, options?: ErrorOptions) {
    super(`Not trusted: ${code}`, options);
    this.code = code;
  }
}
