import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BuiltCases } from '../../tools/stack/build-cases.ts';

const PAGE = `<!doctype html><title>cases</title><script type="module">
import { answerCases } from './cases.mjs';
window.answerSlice = async (i) => answerCases(await (await fetch('./' + i + '.json')).json());
</script>`;

/** A page that has `answerSlice`. */
export interface CasePage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves, on loopback, a page in which `answerSlice(i)` answers a slice of cases. */
export async function serveCases({ module, slices }: BuiltCases): Promise<CasePage> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const slice = slices[Number(/^\/(\d+)\.json$/.exec(path)?.[1])];
    const [type, body] =
      path === '/cases.mjs'
        ? ['text/javascript', module]
        : slice !== undefined
          ? ['application/json', slice]
          : ['text/html', PAGE];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
