import * as v from 'valibot';
import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { readText } from '../http/read-text.ts';
import { diffJson } from '../site/diff-json.ts';
import type { EnvName } from '../site/setup.ts';
import type { Draft, RulesVersion } from '../site/versions.ts';
import { compileSource, MOST_RULE_BYTES } from './compile-source.ts';
import { answer, readBody } from './read-body.ts';

/**
 * `PUT /v1/sites/:site/rules?env=`: compiles a rule file and publishes it. Needs `publish`.
 *
 * @returns 200 with the version; the same one when this file is what is published.
 * @throws {@link HttpError} 422 `bad-rules` with path and reason, while what was published stays.
 */
export async function putRules(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  await findSite(call);
  return publish(call, { env, source: await readText(call.request, MOST_RULE_BYTES), author: id });
}

/**
 * `POST /v1/sites/:site/publish?env=` with `If-Match`: publishes the draft of that revision.
 *
 * @throws {@link HttpError} 404 `not-found` without a draft; 409 `conflict` with the other one.
 */
export async function postPublish(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const rev = readRevision(call.request);
  const draft = await readDraft(call, env);
  if (!draft) throw new HttpError(404, 'not-found', 'There is no draft.');
  if (draft.rev !== rev) throw otherDraft(draft, null);
  return publish(call, { env, source: draft.source, author: id });
}

async function publish(
  call: Call,
  { env, source, author }: { env: EnvName | null; source: string; author: string },
): Promise<Response> {
  const program = compileSource(call, source);
  const what = { env, program, source, author, note: '' };
  const version = await call.objects.call(call.site, 'rules', 'publish', what);
  call.objects.cache.forget(call.site);
  return answer({ ...version, segments: program.segments.length });
}

/** `GET /v1/sites/:site/draft?env=`: the draft, its revision as `ETag`. Needs `read`. */
export async function getDraft(call: Call): Promise<Response> {
  const env = readEnv(call);
  await allow(call, 'read');
  const draft = await readDraft(call, env);
  if (!draft) throw new HttpError(404, 'not-found', 'There is no draft.');
  return answer(draft, 200, { ETag: `"${draft.rev}"` });
}

/**
 * `PUT /v1/sites/:site/draft?env=` with `If-Match: "rev"` (`"0"` for a first one): saves a draft
 * that compiles. Needs `write`.
 *
 * @throws {@link HttpError} 409 `conflict` with both sides, when somebody else has saved; 422
 *   `bad-rules`; 428 `precondition-required`.
 */
export async function putDraft(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'write');
  const rev = readRevision(call.request);
  const source = await readText(call.request, MOST_RULE_BYTES);
  compileSource(call, source);
  const outcome = await call.objects.call(call.site, 'rules', 'saveDraft', env, {
    rev,
    source,
    author: id,
  });
  if ('other' in outcome) throw otherDraft(outcome.other, source);
  return answer({ rev: outcome.saved }, 200, { ETag: `"${outcome.saved}"` });
}

/** `GET /v1/sites/:site/versions?env=`: the last hundred, the newest first. Needs `read`. */
export async function getVersions(call: Call): Promise<Response> {
  const env = readEnv(call);
  await allow(call, 'read');
  const versions = await call.objects.call(call.site, 'rules', 'versions', env, 100);
  return answer({ versions });
}

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

/** Body of the route below. */
export const RollBack = v.strictObject({ to: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** `POST /v1/sites/:site/rollback?env=` with `{"to": seq}`: those rules, as a new version. */
export async function postRollBack(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const { to } = await readBody(call.request, RollBack);
  const version = await call.objects.call(call.site, 'rules', 'rollBack', env, to, id);
  if (!version) throw noVersion();
  call.objects.cache.forget(call.site);
  return answer(version);
}

/** Body of the route below. */
export const Kill = v.strictObject({ kill: v.boolean() });

/** `PUT /v1/sites/:site/kill` with `{"kill": true}`: tells open tabs to stop. Needs `publish`. */
export async function putKill(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { id } = await allow(call, 'publish');
  const { kill } = await readBody(call.request, Kill);
  const word = await call.objects.call(call.site, 'words', 'setKill', kill, id);
  call.objects.cache.forget(call.site);
  return answer(word);
}

function readDraft({ objects, site }: Call, env: EnvName | null): Promise<Draft | null> {
  return objects.call(site, 'rules', 'draft', env);
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

function noVersion(): HttpError {
  return new HttpError(404, 'not-found', 'There is no such version.');
}

/** @throws {@link HttpError} 400 `bad-query`. */
function readEnv({ request }: Call, others: readonly string[] = []): EnvName | null {
  const env = checkQuery(request, ['env', ...others]).get('env');
  if (env === null || env === 'live' || env === 'staging' || env === 'development') return env;
  throw new HttpError(400, 'bad-query', 'env is live, staging or development.');
}

/** @throws {@link HttpError} 428 `precondition-required`. */
function readRevision(request: Request): number {
  const rev = /^"(\d{1,9})"$/.exec(request.headers.get('If-Match') ?? '')?.[1];
  if (rev === undefined) {
    throw new HttpError(428, 'precondition-required', "Send If-Match with the draft's revision.");
  }
  return Number(rev);
}

function otherDraft(theirs: Draft | null, yours: string | null): HttpError {
  return new HttpError(409, 'conflict', 'Somebody else has saved a draft.', {
    more: { theirs, ...(yours === null ? {} : { yours }) },
  });
}
