import { createServer } from 'node:http';
import { type Listening, listen } from '../../tools/lib/listen.ts';

/** A small site on loopback. */
export type ServedPage = Pick<Listening, 'url' | 'close'>;

/**
 * Serves files from memory by path; any other path answers with the page.
 *
 * @param files - By path with its slash; a `.js` goes as a script, all else as JSON.
 */
export async function servePage(
  page: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = files[path];
    const type =
      file === undefined
        ? 'text/html'
        : `${path.endsWith('.js') ? 'text/javascript' : 'application/json'}`;
    response.setHeader('Content-Type', `${type}; charset=utf-8`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(file ?? page);
  });
  return listen(server);
}
