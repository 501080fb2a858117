import { authorizeBootstrap } from '../auth/authorize.ts';
import { seal, unseal } from '../auth/seal.ts';
import { sha256Hex } from '../auth/token.ts';
import { allow, type Call } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { readText } from '../http/read-text.ts';
import type { Route } from '../routes/route.ts';
import { MOST_RULE_BYTES } from './compile-source.ts';

/** Headers of an answer that come again with it. */
const KEPT = ['Content-Type', 'ETag', 'Location', 'Cache-Control'];

/**
 * Runs a route that changes something so that one `Idempotency-Key` does it once: the same request
 * again, within a day, gets the same answer. A refusal changed nothing and is not kept, so what was
 * refused may be asked again under its key.
 *
 * Answers are kept encrypted under the token and the key: what a site's object stores shows no
 * token that was made.
 *
 * @throws {@link HttpError} 422 `other-request` when the key was used for something else; 409
 *   `conflict` while the first request is on its way, or when it is not known how it ended.
 */
export async function answerOnce(call: Call, { needs, handler }: Pick<Route, 'needs' | 'handler'>) {
  const { request, objects, site } = call;
  const key = request.headers.get('Idempotency-Key');
  if (key === null) return handler(call);
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new HttpError(400, 'bad-request', 'Idempotency-Key has 1 to 255 visible characters.');
  }
  await identify(call, needs);
  const secret = `${request.headers.get('Authorization')} ${key}`;
  const body = await readText(request, MOST_RULE_BYTES);
  const { method, url } = request;
  const asked = [method, new URL(url).pathname, new URL(url).search];
  const digest = await sha256Hex(JSON.stringify([...asked, request.headers.get('If-Match'), body]));
  const name = await sha256Hex(`answer ${secret}`);
  const begun = await objects.call(site, 'answers', 'begin', name, digest, crypto.randomUUID());
  switch (begun.state) {
    case 'done':
      return toResponse(await unseal(begun.answer, secret));
    case 'other':
      throw new HttpError(
        422,
        'other-request',
        'This Idempotency-Key was used for another request.',
      );
    case 'running':
      throw new HttpError(
        409,
        'conflict',
        'The first request under this key has not been answered.',
      );
  }
  const end = (answer: string | null) => objects.call(site, 'answers', 'end', name, answer);
  try {
    const again = new Request(request, body === '' ? {} : { body });
    const response = await handler({ ...call, request: again });
    await end(await seal(await toText(response.clone()), secret));
    return response;
  } catch (error) {
    // A fault of ours may have struck after the change: only a refusal is known to have done nothing.
    if (error instanceof HttpError && error.status < 500) await end(null);
    throw error;
  }
}

/** Strangers leave no trace: who asks is checked before anything is kept. */
async function identify(call: Call, needs: Route['needs']): Promise<void> {
  try {
    await authorizeBootstrap(call.request, call.env.INKLING_BOOTSTRAP_TOKEN);
  } catch (error) {
    if (needs === 'bootstrap' || needs === 'open') throw error;
    await allow(call, needs);
  }
}

async function toText(response: Response): Promise<string> {
  const headers = KEPT.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return JSON.stringify({ status: response.status, headers, body: await response.text() });
}

function toResponse(text: string): Response {
  const { status, headers, body } = JSON.parse(text) as {
    status: number;
    headers: [string, string][];
    body: string;
  };
  return new Response(status === 204 ? null : body, { status, headers });
}
