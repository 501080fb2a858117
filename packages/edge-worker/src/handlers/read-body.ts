import * as v from 'valibot';
import { HttpError } from '../http/http-error.ts';
import { parseJson, readText } from '../http/read-text.ts';

/**
 * Reads a small JSON body and checks it against a schema.
 *
 * @throws {@link HttpError} 400 `bad-body` with the path of the first fault; 413; 415.
 */
export async function readBody<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  maxBytes = 4096,
): Promise<v.InferOutput<Schema>> {
  const body = v.safeParse(schema, parseJson(await readText(request, maxBytes)));
  if (body.success) return body.output;
  const issue = body.issues[0];
  throw new HttpError(400, 'bad-body', issue.message, { path: v.getDotPath(issue) ?? '' });
}

/** An answer that no cache keeps. */
export function answer(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
}
