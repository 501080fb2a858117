import { createServer } from 'node:http';
import { listen } from '../../tools/lib/listen.ts';

/** A file of a test: its media type and what it holds. */
export type ServedFile = readonly [type: string, body: string];

/** A running server. */
export interface FileServer {
  /** Its root, with a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves, on loopback, what `find` gives for a path; 404 where that is `undefined`. */
export async function serveFiles(
  find: (path: string) => ServedFile | undefined,
): Promise<FileServer> {
  const server = createServer((request, response) => {
    const [type, body] = find(request.url ?? '') ?? ['text/plain', undefined];
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.end(body);
  });
  const { url, close } = await listen(server);
  return { url: `${url}/`, close };
}
