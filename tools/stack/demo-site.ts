import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The demo's id at the edge. */
export const DEMO_SITE = 'daily-ink';

/** A secret of this machine's storage folder, made at first use: it may create sites. */
export function bootstrapToken(storage: string): string {
  return (
    kept(storage, 'bootstrap-token') ??
    keep(storage, 'bootstrap-token', randomBytes(32).toString('hex'))
  );
}

/**
 * Sees to it that the demo's site exists at the edge, as a development site, and carries `rules`.
 *
 * @param rules - A rule file, as text.
 * @returns A token with every scope, the same as long as the edge accepts it.
 * @throws Error with the edge's answer when it refuses.
 */
export async function publishDemo(
  edgeUrl: string,
  storage: string,
  rules: string,
): Promise<string> {
  const token = await siteToken(edgeUrl, storage);
  const published = await fetch(`${edgeUrl}/v1/sites/${DEMO_SITE}/rules`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: rules,
  });
  if (!published.ok) throw await refusal('publish demo/rules.json', published);
  return token;
}

async function siteToken(edgeUrl: string, storage: string): Promise<string> {
  const old = kept(storage, 'site-token');
  if (old && (await isAccepted(edgeUrl, old))) return old;
  const made = await post(edgeUrl, '/v1/sites', storage, { site: DEMO_SITE, env: 'development' });
  // The site outlives its token when somebody deletes the file.
  const answer =
    made.status === 409 ? await post(edgeUrl, `/v1/sites/${DEMO_SITE}/tokens`, storage) : made;
  if (!answer.ok) throw await refusal('create the demo site', answer);
  const { token } = (await answer.json()) as { token: string };
  return keep(storage, 'site-token', token);
}

async function isAccepted(edgeUrl: string, token: string): Promise<boolean> {
  const day = new Date().toISOString().slice(0, 10);
  const url = `${edgeUrl}/v1/sites/${DEMO_SITE}/metrics?from=${day}&to=${day}`;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
  await answer.body?.cancel();
  return answer.ok;
}

function post(edgeUrl: string, path: string, storage: string, body?: object): Promise<Response> {
  return fetch(edgeUrl + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${bootstrapToken(storage)}` },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function refusal(what: string, answer: Response): Promise<Error> {
  return new Error(`The edge would not ${what}: ${answer.status} ${await answer.text()}`);
}

function kept(storage: string, name: string): string | undefined {
  const file = join(storage, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function keep(storage: string, name: string, value: string): string {
  mkdirSync(storage, { recursive: true });
  writeFileSync(join(storage, name), value, { mode: 0o600 });
  return value;
}
