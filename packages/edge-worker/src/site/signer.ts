import {
  type Envelope,
  type KeyList,
  TrustError,
  verifyKeyList,
  webVerify,
} from '@inkling/engine/trust';
import { LIST_MS, OVERLAP_MS } from '../signing/key-list.ts';
import { type KeyPair, makeKeyPair, signText } from '../signing/keys.ts';
import { readFact, writeFact } from './setup.ts';

type Row = {
  [key in keyof KeyPair]: string;
} & { role: 'root' | 'sign'; since: number; until: number | null };

/** Signs what a site gives out. */
export interface Signer {
  /** Signs with the newest key. */
  sign(payload: string): Promise<string>;
  /** The root's public half, for the page's snippet. */
  readonly root: string;
  /** The signed list of keys, as text; `null` until an outside root has signed one. */
  list(): string | null;
  /** What an outside root has to sign so that the present keys count. */
  unsigned(now: number): KeyList;
  /** Takes a list that an outside root signed; false when it is not that, or not of these keys. */
  takeList(envelope: Envelope, now: number): Promise<boolean>;
  /** Makes a new key; the old one stays good for a while. Signs a new list if the root is here. */
  rotate(now: number): Promise<string>;
}

/**
 * Keeps a site's root key; `rotate` then makes the first one that signs.
 *
 * @param root - Public half of a root key that is kept elsewhere; without one the root is made
 *   and kept here, which protects against tampering on the way but not at the edge itself.
 */
export async function createRoot(sql: SqlStorage, root: string | null, now: number): Promise<void> {
  if (root === null) insertKey(sql, await makeKeyPair(), 'root', now);
  else insertKey(sql, { kid: 'root', secret: '', public: root }, 'root', now);
}

/** Opens a site's keys; `site` is what they sign for. */
export function openSigner(sql: SqlStorage, site: string): Signer {
  const keys = (role: Row['role']): Row[] =>
    sql.exec<Row>('SELECT * FROM keys WHERE role = ? ORDER BY since, kid', role).toArray();
  const root = (): Row => keys('root')[0]!;

  function unsigned(now: number): KeyList {
    const list = keys('sign').map(({ kid, public: key, since, until }) => ({
      kid,
      public: key,
      from: since - 86_400_000,
      to: until ?? now + LIST_MS,
    }));
    const seq = Number(readFact(sql, 'keys-seq') ?? 0) + 1;
    return { v: 1, kind: 'keys', site, seq, issued: now, expires: now + LIST_MS, keys: list };
  }

  function keep(envelope: Envelope, seq: number): void {
    writeFact(sql, 'keys', JSON.stringify(envelope));
    writeFact(sql, 'keys-seq', String(seq));
  }

  async function signList(now: number): Promise<void> {
    const list = unsigned(now);
    const own = root();
    if (own.secret) keep(await signText(own, JSON.stringify(list)), list.seq);
  }

  return {
    sign: async (payload) => JSON.stringify(await signText(keys('sign').at(-1)!, payload)),
    get root() {
      return root().public;
    },
    list: () => readFact(sql, 'keys'),
    unsigned,
    async takeList(envelope, now) {
      const wanted = unsigned(now);
      const trust = {
        root: root().public,
        site,
        now,
        listSeq: wanted.seq,
        verify: webVerify(crypto.subtle),
      };
      try {
        const list = await verifyKeyList(JSON.stringify(envelope), trust);
        if (names(list) !== names(wanted)) return false;
        keep(envelope, list.seq);
        return true;
      } catch (error) {
        if (error instanceof TrustError) return false;
        throw error;
      }
    },
    async rotate(now) {
      const pair = await makeKeyPair();
      sql.exec(
        'UPDATE keys SET until = ? WHERE role = ? AND until IS NULL',
        now + OVERLAP_MS,
        'sign',
      );
      insertKey(sql, pair, 'sign', now);
      await signList(now);
      return pair.kid;
    },
  };
}

function names({ keys }: KeyList): string {
  return JSON.stringify(keys.map((key) => [key.kid, key.public]));
}

function insertKey(sql: SqlStorage, pair: KeyPair, role: Row['role'], since: number): void {
  sql.exec(
    'INSERT INTO keys (kid, role, secret, public, since) VALUES (?, ?, ?, ?, ?)',
    ...[pair.kid, role, pair.secret, pair.public, since],
  );
}
