import type { Program } from '@inkling/engine';
import { authorize } from '../auth/authorize.ts';
import { type Context, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { parseJson, readText } from '../http/read-text.ts';
import { callObject } from '../storage/call-object.ts';

/** Longest rule file, in bytes. */
const MOST_BYTES = 1_000_000;

/**
 * `PUT /v1/sites/:site/rules`: compiles a rule file and publishes it. Needs `publish`.
 *
 * @returns 200 `{"seq": n, "segments": n}`.
 * @throws {@link HttpError} 422 `bad-rules` with path and reason, while what was published stays.
 */
export async function putRules(
  request: Request,
  { site }: { site: string },
  context: Context,
): Promise<Response> {
  checkQuery(request);
  const { id } = await authorize(request, { site, scope: 'publish', find: context.findToken });
  await findSite(site, context);
  const source = await readText(request, MOST_BYTES);
  const program = compileFor(site, parseJson(source), context);
  const seq = await callObject(
    () => context.env.SITE.getByName(site),
    async (object) => await object.publish(program, source, id),
  );
  context.cache.forget(site);
  const answer = { seq, segments: program.segments.length };
  return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } });
}

function compileFor(site: string, rules: unknown, { compile }: Context): Program {
  let program: Program;
  try {
    program = compile(rules);
  } catch (error) {
    const { name, message, path, code } = error as Error & { path?: unknown; code?: unknown };
    if (name !== 'RuleError') throw error;
    throw new HttpError(422, 'bad-rules', message, {
      path: String(path ?? ''),
      more: { reason: String(code ?? '') },
    });
  }
  if (program.site !== site) {
    throw new HttpError(422, 'bad-rules', `These rules are for another site.`, {
      path: 'site',
      more: { reason: 'other-site' },
    });
  }
  return program;
}
