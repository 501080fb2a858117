import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a module of this suite, written as text, into a script, or a module, for a page.
 *
 * @param asShipped - Makes it small, and what looks at `NODE_ENV` believe that it is shipped.
 */
export async function bundle(
  contents: string,
  format: 'iife' | 'esm' = 'iife',
  asShipped = false,
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    format,
    logLevel: 'silent',
    ...(asShipped && { minify: true, define: { 'process.env.NODE_ENV': '"production"' } }),
  });
  return outputFiles[0]?.text ?? '';
}
