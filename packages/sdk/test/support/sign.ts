const ED25519 = { name: 'Ed25519' };

/** A pair of keys that a test signs with. */
export interface Signer {
  readonly kid: string;
  /** 32 bytes, base64url. */
  readonly public: string;
  /** An envelope around a value, as text. */
  sign(value: unknown): Promise<string>;
}

const toText = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url');

export async function makeSigner(kid: string): Promise<Signer> {
  const usages: KeyUsage[] = ['sign', 'verify'];
  const pair = (await crypto.subtle.generateKey(ED25519, true, usages)) as CryptoKeyPair;
  return {
    kid,
    public: toText(await crypto.subtle.exportKey('raw', pair.publicKey)),
    async sign(value) {
      const payload = JSON.stringify(value);
      const sig = await crypto.subtle.sign(ED25519, pair.privateKey, Buffer.from(payload));
      return JSON.stringify({ v: 1, kid, sig: toText(sig), payload });
    },
  };
}
