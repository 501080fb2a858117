import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a module of this suite, written as text, into a script, or a module, for a page. */
export async function bundle(contents: string, format: 'iife' | 'esm' = 'iife'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    format,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
