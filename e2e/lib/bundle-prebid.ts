import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../tools/lib/root.ts';

/** The JavaScript snippets of docs/ads.md: the provider's file, and the page's configuration. */
export function adsSnippets(): readonly string[] {
  const text = readFileSync(join(root, 'docs/ads.md'), 'utf8');
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
}

/**
 * Builds the newest Prebid.js, with its module for real-time data, its adapter for a Prebid Server,
 * and the provider's file of docs/ads.md where that tells to put it.
 */
export async function bundlePrebid(): Promise<string> {
  const modules = fileURLToPath(new URL('../modules', import.meta.resolve('prebid.js')));
  const [provider = ''] = adsSnippets();
  const built = join(root, 'packages/sdk/dist/adapters/prebid-rtd.mjs');
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import pbjs from '../src/prebid.public.js';
        import './rtdModule/index.js';
        import './prebidServerBidAdapter/index.js';
        ${provider.replace('./prebid-rtd.mjs', built)}
        pbjs.processQueue();
      `,
      resolveDir: modules,
    },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
