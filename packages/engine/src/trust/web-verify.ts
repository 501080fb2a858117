type Bytes = Uint8Array<ArrayBuffer>;

/** Whether an Ed25519 key of 32 bytes made a signature of 64 bytes over data. */
export type Verify = (key: Bytes, signature: Bytes, data: Bytes) => Promise<boolean>;

/** The part of WebCrypto that checking needs; `crypto.subtle` is one. */
export interface Subtle {
  importKey(
    format: 'raw',
    key: Bytes,
    algorithm: { name: string },
    extractable: boolean,
    usages: 'verify'[],
  ): Promise<unknown>;
  verify(algorithm: { name: string }, key: never, signature: Bytes, data: Bytes): Promise<boolean>;
}

/** The one algorithm; nothing that is signed can ask for another. */
const ED25519 = { name: 'Ed25519' };

/** Checks signatures by WebCrypto. Pages without TLS have none, and need another `Verify`. */
export function webVerify(subtle: Subtle): Verify {
  return async (key, signature, data) => {
    const verifier = await subtle.importKey('raw', key, ED25519, false, ['verify']);
    return subtle.verify(ED25519, verifier as never, signature, data);
  };
}
