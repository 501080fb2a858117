import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { type OutputOptions, type Plugin, rollup } from 'rollup';
import { minify } from 'terser';
import { PUBLIC_NAMES } from './public-names.ts';

/** Drops the types; esbuild is only used file by file, rollup does the bundling. */
const typescript: Plugin = {
  name: 'typescript',
  async transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    return (await transform(code, { loader: 'ts', target: 'es2022' })).code;
  },
};

/**
 * Declares everything by `let`, so that neighbours share one declaration; that nothing is assigned
 * twice has been the compiler's affair.
 */
const oneDeclarator: Plugin = {
  name: 'one-declarator',
  renderChunk(code) {
    const starts: number[] = [];
    const find = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, kind, start } = node as { type?: string; kind?: string; start?: number };
      if (type === 'VariableDeclaration' && kind === 'const') starts.push(start ?? 0);
      for (const child of Object.values(node)) find(child);
    };
    find(this.parse(code));
    const at = new Set(starts);
    const text = code.replace(/const/g, (word, start) => (at.has(start) ? 'let' : word));
    return { code: text, map: null };
  },
};

/** Bundles one entry, an absolute path, and minifies it. */
export type Bundler = (entry: string, format: 'iife' | 'es') => Promise<string>;

/**
 * Makes what bundles and minifies the SDK. Property names become short, the same in every file of
 * one bundler, since chunks meet.
 *
 * @param reserved - Names that stay as they are, besides those that others know of the SDK; `'all'`
 *   for scripts that talk to other people's objects.
 * @returns A bundler; its calls share the table of short names, so make one after the other. It
 *   throws where rollup would only warn.
 */
export function createBundler(reserved: readonly string[] | 'all' = []): Bundler {
  const nameCache = { props: { props: {} as Record<string, string> } };
  return async (entry, format) => {
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve({ extensions: ['.ts', '.js', '.mjs'] }), typescript, oneDeclarator],
      onwarn: (warning) => {
        throw new Error(warning.message);
      },
      // What idb adds by `replaceTraps` (shortcuts on the database, async iteration) is not used here.
      treeshake: { moduleSideEffects: false, manualPureFunctions: ['replaceTraps'] },
    });
    const options: OutputOptions = { format, compact: true, generatedCode: 'es2015' };
    const { output } = await bundle.generate(options);
    const { code = '' } = await minify(output[0].code, {
      module: format === 'es',
      ecma: 2020,
      compress: {
        passes: 6,
        hoist_funs: true,
        unsafe_arrows: true,
        unsafe_proto: true,
        pure_getters: true,
        keep_fargs: false,
      },
      mangle: {
        properties: reserved !== 'all' && {
          reserved: [...PUBLIC_NAMES, ...reserved],
          keep_quoted: true,
        },
      },
      format: { comments: false },
      nameCache,
    });
    return code.trim();
  };
}
