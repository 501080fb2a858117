import { join, relative } from 'node:path';
import { build } from 'esbuild';
import type { Site } from './site.ts';

/** Bundles style and scripts under names that carry their hash, so that they may be cached for good. */
export async function bundleAssets(demo: string, out: string): Promise<Site['assets']> {
  const { metafile } = await build({
    absWorkingDir: demo,
    entryPoints: ['style/style.css', 'client/site.ts', 'client/demo.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    entryNames: '[name]-[hash]',
    outdir: join(out, 'assets'),
    metafile: true,
    logLevel: 'warning',
  });
  const paths = new Map(
    Object.entries(metafile.outputs).map(([file, { entryPoint }]) => [
      entryPoint,
      `/${relative(out, join(demo, file))}`,
    ]),
  );
  const path = (entry: string): string => {
    const found = paths.get(entry);
    if (found === undefined) throw new Error(`${entry} left no file`);
    return found;
  };
  return {
    style: path('style/style.css'),
    site: path('client/site.ts'),
    demo: path('client/demo.ts'),
  };
}
