import type { Bundle } from '@inkling/engine';
import {
  type Envelope,
  type Held,
  type KeyList,
  TrustError,
  verifyBundle,
  verifyKeyList,
  verifyKillWord,
  webVerify,
} from '@inkling/engine/trust';
import { describe, expect, test } from 'vitest';
import { type KeyPair, makeKeyPair, signText } from '../src/signing/keys.ts';
import { BOOTSTRAP, makeProgram, makeSite, openApp } from './helpers.ts';

const { ask } = openApp();
const verify = webVerify(crypto.subtle);
const text = async (path: string) => (await ask(path)).text();
const now = Date.now();

async function open(env: 'development' | 'live' = 'development') {
  const made = await makeSite(ask, { env });
  const path = `/v1/sites/${made.site}`;
  const info = await ask(`${path}/keys/unsigned`, { token: made.token });
  expect(info.status).toBe(200);
  const created = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site: `${made.site}-b`, env }),
  });
  const other = (await created.json()) as { root: string; token: string };
  return { ...made, path, other: { site: `${made.site}-b`, ...other } };
}

/** A site whose root the test holds too, to forge with. */
async function openOwnRoot() {
  const root = await makeKeyPair();
  const site = `own-${crypto.randomUUID().slice(0, 8)}`;
  const made = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site, env: 'live', root: root.public }),
  });
  const { token } = (await made.json()) as { token: string };
  const path = `/v1/sites/${site}`;
  const body = JSON.stringify(makeProgram(site));
  await ask(`${path}/rules`, { method: 'PUT', token, body });
  const held: Held = { root: root.public, site, env: 'live', now, seq: 0, listSeq: 0, verify };
  const unsigned = async () =>
    (await (await ask(`${path}/keys/unsigned`, { token })).json()) as KeyList;
  const putList = async (envelope: Envelope) =>
    (await ask(`${path}/keys`, { method: 'PUT', token, body: JSON.stringify(envelope) })).status;
  return { root, site, token, path, held, unsigned, putList };
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'trusted';
  } catch (error) {
    if (error instanceof TrustError) return error.code;
    throw error;
  }
};

test('what a site gives out is trusted by its root key alone', async () => {
  const root = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site: `s-${crypto.randomUUID()}`, env: 'live' }),
  });
  const own = (await root.json()) as { site: string; token: string; root: string };
  const path = `/v1/sites/${own.site}`;
  const body = JSON.stringify(makeProgram(own.site));
  await ask(`${path}/rules`, { method: 'PUT', token: own.token, body });
  const held: Held = { ...own, env: 'live', now, seq: 0, listSeq: 0, verify };
  const list = await verifyKeyList(await text(`${path}/keys.json`), held);
  const envelope = await text(`${path}/bundle.json`);
  const bundle = await verifyBundle(envelope, list, held);
  expect(JSON.stringify(bundle)).toBe(await text(`${path}/rules.json`));
  await ask(`${path}/kill`, { method: 'PUT', token: own.token, body: '{"kill":true}' });
  const word = await verifyKillWord(await text(`${path}/kill.json`), list, held);
  expect(word).toMatchObject({ kill: true, seq: 1, site: own.site });
  const some = '{"kill":true,"parts":["reports"]}';
  await ask(`${path}/kill`, { method: 'PUT', token: own.token, body: some });
  expect(await verifyKillWord(await text(`${path}/kill.json`), list, held)).toMatchObject({
    parts: ['reports'],
    seq: 2,
  });
  for (const parts of ['[]', '["all"]', '"reports"']) {
    const wrong = `{"kill":true,"parts":${parts}}`;
    const refused = await ask(`${path}/kill`, { method: 'PUT', token: own.token, body: wrong });
    expect(refused.status).toBe(400);
  }
  expect(await codeOf(verifyBundle(envelope, list, { ...held, seq: 1 }))).toBe('old-sequence');
  expect(await codeOf(verifyBundle(envelope, list, { ...held, now: bundle.expires }))).toBe(
    'expired',
  );
  expect(await codeOf(verifyKillWord(envelope, list, held))).toBe('not-a-word');
});

test("another site's key list and bundle are refused", async () => {
  const { path, other, site } = await open();
  const foreign: Held = {
    root: other.root,
    site,
    env: 'development',
    now,
    seq: 0,
    listSeq: 0,
    verify,
  };
  expect(await codeOf(verifyKeyList(await text(`${path}/keys.json`), foreign))).toBe(
    'bad-signature',
  );
  const list = await text(`/v1/sites/${other.site}/keys.json`);
  expect(await codeOf(verifyKeyList(list, foreign))).toBe('wrong-site');
});

describe('a root key that is kept elsewhere', () => {
  test('signs the list, and only the list of the present keys counts', async () => {
    const { root, path, held, unsigned, putList } = await openOwnRoot();
    expect((await ask(`${path}/keys.json`)).status).toBe(404);
    const list = await unsigned();
    const stranger = await makeKeyPair();
    expect(await putList(await signText(stranger, JSON.stringify(list)))).toBe(422);
    const widened = {
      ...list,
      keys: [...list.keys, { ...list.keys[0], kid: 'x', public: stranger.public }],
    };
    expect(await putList(await signText(root, JSON.stringify(widened)))).toBe(422);
    const signed = await signText(root, JSON.stringify(list));
    expect(await putList(signed)).toBe(200);
    expect(await putList(signed)).toBe(422);
    const trusted = await verifyKeyList(await text(`${path}/keys.json`), held);
    await verifyBundle(await text(`${path}/bundle.json`), trusted, held);
  });

  test('lets keys change with an overlap', async () => {
    const { root, path, token, held, unsigned, putList } = await openOwnRoot();
    await putList(await signText(root, JSON.stringify(await unsigned())));
    const before = await text(`${path}/bundle.json`);
    await ask(`${path}/keys/rotate`, { method: 'POST', token });
    await putList(await signText(root, JSON.stringify(await unsigned())));
    const list = await verifyKeyList(await text(`${path}/keys.json`), { ...held, listSeq: 1 });
    expect(list.keys).toHaveLength(2);
    await verifyBundle(before, list, held);
    await ask(`${path}/rules`, {
      method: 'PUT',
      token,
      body: JSON.stringify(makeProgram(held.site, ['new'])),
    });
    const after = await text(`${path}/bundle.json`);
    expect((JSON.parse(after) as Envelope).kid).not.toBe((JSON.parse(before) as Envelope).kid);
    await verifyBundle(after, list, { ...held, seq: 1 });
    expect(
      await codeOf(verifyKeyList(await text(`${path}/keys.json`), { ...held, listSeq: 3 })),
    ).toBe('old-sequence');
  });
});

describe('forgeries', () => {
  async function forge() {
    const own = await openOwnRoot();
    const signer = await makeKeyPair();
    const list: KeyList = {
      v: 1,
      kind: 'keys',
      site: own.site,
      seq: 1,
      issued: now,
      expires: now + 1e9,
      keys: [{ kid: signer.kid, public: signer.public, from: now - 1e6, to: now + 1e6 }],
    };
    const bundle: Bundle = {
      ...{ format: 1, site: own.site, env: 'live', seq: 5, issued: now, expires: now + 1e9 },
      program: makeProgram(own.site),
    };
    return { own, signer, list, bundle };
  }

  test('by wrong, unlisted, expired and foreign keys are refused', async () => {
    const { own, signer, list, bundle } = await forge();
    const held = { ...own.held, seq: 4 };
    const payload = JSON.stringify(bundle);
    const offer = async (by: Pick<KeyPair, 'kid' | 'secret'>, using = list, more: object = {}) => {
      const envelope = await signText(by, JSON.stringify({ ...bundle, ...more }));
      return codeOf(verifyBundle(JSON.stringify(envelope), using, held));
    };
    const stranger = await makeKeyPair();
    const [key] = list.keys;
    expect(await offer(signer)).toBe('trusted');
    expect(await offer(stranger)).toBe('unknown-key');
    expect(await offer({ ...stranger, kid: signer.kid })).toBe('bad-signature');
    expect(await offer(signer, { ...list, keys: [{ ...key!, to: now }] })).toBe('key-out-of-time');
    expect(await offer(signer, { ...list, keys: [{ ...key!, from: now + 1 }] })).toBe(
      'key-out-of-time',
    );
    expect(await offer(signer, { ...list, keys: [] })).toBe('unknown-key');
    expect(await offer(signer, list, { site: 'other' })).toBe('wrong-site');
    expect(await offer(signer, list, { program: makeProgram('other') })).toBe('wrong-site');
    expect(await offer(signer, list, { env: 'staging' })).toBe('wrong-env');
    for (const seq of [4, 0, -1, 4.5, '9', null, 1e300]) {
      expect(await offer(signer, list, { seq })).toBe('old-sequence');
    }
    for (const expires of [now, null, '9e99']) {
      expect(await offer(signer, list, { expires })).toBe('expired');
    }
    const envelope = await signText(signer, payload);
    const sigs = [
      '',
      'A',
      envelope.sig.slice(1),
      `${envelope.sig}A`,
      `${envelope.sig}=`,
      'A'.repeat(86),
    ];
    for (const sig of sigs) {
      const bad = JSON.stringify({ ...envelope, sig });
      expect(await codeOf(verifyBundle(bad, list, held))).toBe('bad-signature');
    }
    for (const bad of ['', 'null', '[]', '{}', '<html>', JSON.stringify({ ...envelope, v: 2 })]) {
      expect(await codeOf(verifyBundle(bad, list, held))).toBe('not-an-envelope');
    }
    expect(await codeOf(verifyBundle(' '.repeat(2_000_001), list, held))).toBe('too-large');
  });

  test('of 10,000 mutated bundles, none is accepted', { timeout: 60_000 }, async () => {
    const { own, signer, list, bundle } = await forge();
    const whole = JSON.stringify(await signText(signer, JSON.stringify(bundle)));
    const accepted: string[] = [];
    let seed = 1;
    const next = (n: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed % n;
    };
    for (let i = 0; i < 10_000; i++) {
      const at = i < whole.length ? i : next(whole.length);
      const letter = String.fromCharCode(whole.charCodeAt(at) ^ (1 << next(7)));
      const kinds = [
        () => whole.slice(0, at) + letter + whole.slice(at + 1),
        () => whole.slice(0, at) + whole.slice(at + 1),
        () => whole.slice(0, at) + whole.slice(at, at + 1 + next(9)) + whole.slice(at),
      ];
      const mutant = kinds[i < whole.length ? 0 : next(3)]!();
      const outcome = await codeOf(verifyBundle(mutant, list, own.held));
      const same = outcome === 'trusted' && isSame(mutant, whole);
      if (outcome === 'trusted' && !same) accepted.push(mutant);
    }
    expect(accepted).toEqual([]);
  });

  // A duplicated member or a dropped space may leave the very same envelope.
  const isSame = (a: string, b: string) => {
    const [x, y] = [JSON.parse(a), JSON.parse(b)] as [Envelope, Envelope];
    return x.payload === y.payload && x.sig === y.sig && x.kid === y.kid;
  };
});
