import type { BuiltCases } from '../../tools/stack/build-cases.ts';
import { type FileServer, serveFiles } from './serve-files.ts';

const PAGE = `<!doctype html><title>cases</title><script type="module">
import { answerCases } from './cases.mjs';
window.answerSlice = async (i) => answerCases(await (await fetch('./' + i + '.json')).json());
</script>`;

/** Serves, on loopback, a page in which `answerSlice(i)` answers a slice of cases. */
export function serveCases({ module, slices }: BuiltCases): Promise<FileServer> {
  return serveFiles((path) => {
    if (path === '/cases.mjs') return ['text/javascript', module];
    const slice = slices[Number(/^\/(\d+)\.json$/.exec(path)?.[1])];
    return slice === undefined ? ['text/html', PAGE] : ['application/json', slice];
  });
}
