import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { type OutputOptions, type Plugin, rollup } from 'rollup';
import { minify } from 'terser';
import { PUBLIC_NAMES } from './public-names.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, 'dist');
const TSC = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

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

/** Short names for what only the SDK knows; the same in every file, since chunks meet. */
const nameCache = { props: { props: {} as Record<string, string> } };

async function shorten(code: string, module: boolean): Promise<string> {
  const { code: short = '' } = await minify(code, {
    module,
    ecma: 2020,
    compress: {
      passes: 6,
      hoist_funs: true,
      unsafe_arrows: true,
      unsafe_proto: true,
      pure_getters: true,
      keep_fargs: false,
    },
    mangle: { properties: { reserved: [...PUBLIC_NAMES], keep_quoted: true } },
    format: { comments: false },
    nameCache,
  });
  return short.trim();
}

interface Output {
  readonly file: string;
  readonly entry: string;
  readonly format: 'iife' | 'es';
}

const OUTPUTS: readonly Output[] = [
  { file: 'inkling.js', entry: 'src/classic.ts', format: 'iife' },
  { file: 'inkling.mjs', entry: 'src/index.ts', format: 'es' },
  { file: 'idle.js', entry: 'src/idle/idle.ts', format: 'es' },
  { file: 'care.js', entry: 'src/care/care.ts', format: 'es' },
  { file: 'shop.js', entry: 'src/shop/shop.ts', format: 'es' },
  { file: 'extra.js', entry: 'src/extra.ts', format: 'es' },
  { file: 'boot.js', entry: 'src/boot/entry.ts', format: 'iife' },
  { file: 'stub.js', entry: 'src/stub/entry.ts', format: 'iife' },
];

async function build({ file, entry, format }: Output): Promise<[string, object]> {
  const bundle = await rollup({
    input: join(HERE, entry),
    plugins: [nodeResolve({ extensions: ['.ts', '.js', '.mjs'] }), typescript, oneDeclarator],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
    // What idb adds by `replaceTraps` (shortcuts on the database, async iteration) is not used here.
    treeshake: { moduleSideEffects: false, manualPureFunctions: ['replaceTraps'] },
  });
  const options: OutputOptions = { format, compact: true, generatedCode: 'es2015' };
  const { output } = await bundle.generate(options);
  const code = await shorten(output[0].code, format === 'es');
  writeFileSync(join(DIST, file), code);
  const bytes = Buffer.from(code);
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const hash = (name: string): string => createHash(name).update(bytes).digest('base64');
  return [
    file,
    {
      bytes: bytes.length,
      brotli: brotli.length,
      integrity: `sha384-${hash('sha384')}`,
      csp: `sha256-${hash('sha256')}`,
    },
  ];
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const files: Record<string, object> = {};
// One after the other: they share the table of short names.
for (const output of OUTPUTS) {
  const [file, facts] = await build(output);
  files[file] = facts;
}
execFileSync(process.execPath, [TSC, '-p', join(HERE, 'tsconfig.types.json')], {
  stdio: 'inherit',
});
writeFileSync(join(DIST, 'inkling.d.ts'), "export * from './types/packages/sdk/src/index.d.ts';\n");
const { version } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
writeFileSync(join(DIST, 'manifest.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);
