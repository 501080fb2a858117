import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';

/** The frameworks that have bindings. */
export const FRAMEWORKS = ['react', 'vue', 'svelte'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** One framework's test app, which shows whether and how the segment `keen-shopper` is activated. */
export interface BuiltApp {
  /** What its server sends to a visitor of whom it knows these segments. */
  render(serverSegments: readonly string[]): Promise<string>;
  /** A classic script for the browser; it leaves `hydrate(root, serverSegments)` on `globalThis`. */
  readonly script: string;
}

const HERE = join(import.meta.dirname, '..');

const svelte = (generate: 'server' | 'client'): Plugin => ({
  name: 'svelte',
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, ({ path }) => {
      const { js } = compile(readFileSync(path, 'utf8'), { generate, dev: true, filename: path });
      return { contents: js.code, loader: 'js' };
    });
  },
});

const SHARED: BuildOptions = { bundle: true, logLevel: 'error', target: 'es2022' };

/** Builds an app as a site would: its server's part for Node, the browser's part in one file. */
export async function buildApp(framework: Framework): Promise<BuiltApp> {
  const dist = join(HERE, '../dist');
  mkdirSync(dist, { recursive: true });
  const serverFile = join(dist, `${framework}-server.mjs`);
  await build({
    ...SHARED,
    entryPoints: [join(HERE, `apps/${framework}-server.ts`)],
    outfile: serverFile,
    platform: 'node',
    format: 'esm',
    external: ['react', 'react-dom', 'vue', '@vue/server-renderer', 'svelte'],
    plugins: [svelte('server')],
  });
  const { outputFiles } = await build({
    ...SHARED,
    entryPoints: [join(HERE, `apps/${framework}-client.ts`)],
    write: false,
    format: 'iife',
    globalName: 'app',
    footer: { js: 'globalThis.hydrate = app.hydrate;' },
    conditions: ['browser', 'development'],
    // Mismatches are told in development only.
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    plugins: [svelte('client')],
  });
  const { render } = (await import(`${serverFile}?${Date.now()}`)) as Pick<BuiltApp, 'render'>;
  return { render, script: outputFiles[0]!.text };
}
