import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small site on loopback. */
export interface ServedPage {
  /** Origin, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
