/** Builds the dashboard into `packages/dashboard/dist`: `node packages/dashboard/build.ts`. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = import.meta.dirname;
const OUT = join(ROOT, 'dist');

rmSync(OUT, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: { dashboard: 'src/main.ts', style: 'src/style/style.css' },
  bundle: true,
  minify: true,
  format: 'esm',
  splitting: true,
  target: ['chrome123', 'firefox120', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryNames: '[name]-[hash]',
  outdir: OUT,
  metafile: true,
  logLevel: 'warning',
});
const files = Object.keys(metafile.outputs).map((file) => basename(file));
const named = (start: string, ending: string): string =>
  files.find((file) => file.startsWith(start) && file.endsWith(ending)) ?? '';
const page = readFileSync(join(ROOT, 'static/index.html'), 'utf8')
  .replace('{{style}}', named('style-', '.css'))
  .replace('{{script}}', named('dashboard-', '.js'));
writeFileSync(join(OUT, 'index.html'), page);
console.log(`The dashboard: ${files.length + 1} files in ${OUT}`);
