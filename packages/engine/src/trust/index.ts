export type { Envelope } from './envelope.ts';
export type { KeyList, SigningKey, Trust } from './key-list.ts';
export { verifyKeyList } from './key-list.ts';
export type { TrustErrorCode } from './trust-error.ts';
export { TrustError } from './trust-error.ts';
export type { Held, KillWord } from './verify-bundle.ts';
export { verifyBundle, verifyKillWord } from './verify-bundle.ts';
export type { Subtle, Verify } from './web-verify.ts';
export { webVerify } from './web-verify.ts';
