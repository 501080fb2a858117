import { allow, type Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { diffJson } from '../site/diff-json.ts';
import type { EnvName } from '../site/setup.ts';
import type { RulesVersion } from '../site/versions.ts';
import { answer } from './read-body.ts';
import { readEnv } from './read-env.ts';

/** `GET /v1/sites/:site/versions/:seq?env=`: one version with its rule file. Needs `read`. */
export async function getVersion(call: Call): Promise<Response> {
  const env = readEnv(call);
  await allow(call, 'read');
  const { bundle: _, envelope: __, ...version } = await findVersion(call, env, call.params.seq);
  return answer(version);
}

/** `GET /v1/sites/:site/diff?from=&to=&env=`: what changed, place by place. Needs `read`. */
export async function getDiff(call: Call): Promise<Response> {
  const query = checkQuery(call.request, ['from', 'to', 'env']);
  const env = readEnv(call, ['from', 'to']);
  await allow(call, 'read');
  const [from, to] = await Promise.all(
    ['from', 'to'].map((name) => findVersion(call, env, query.get(name) ?? '')),
  );
  const changes = diffJson(JSON.parse(from!.source), JSON.parse(to!.source));
  return answer({ from: from!.seq, to: to!.seq, changes });
}

async function findVersion(
  { objects, site }: Call,
  env: EnvName | null,
  seq = '',
): Promise<RulesVersion> {
  if (!/^[1-9]\d{0,8}$/.test(seq)) throw noVersion();
  const version = await objects.call(site, 'rules', 'version', env, Number(seq));
  if (!version) throw noVersion();
  return version;
}

/** The error for a version that never was. */
export function noVersion(): HttpError {
  return new HttpError(404, 'not-found', 'There is no such version.');
}
