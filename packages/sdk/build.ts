import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { createBundler } from './bundle.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, 'dist');
const TSC = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

const bundle = createBundler();
const bundleAdapter = createBundler('all');

interface Output {
  readonly file: string;
  readonly entry: string;
  readonly format: 'iife' | 'es';
}

const OUTPUTS: readonly Output[] = [
  { file: 'inkling.js', entry: 'src/classic.ts', format: 'iife' },
  { file: 'inkling.mjs', entry: 'src/index.ts', format: 'es' },
  { file: 'idle.js', entry: 'src/idle/idle.ts', format: 'es' },
  { file: 'routes.js', entry: 'src/capture/routes.ts', format: 'es' },
  { file: 'credit.js', entry: 'src/reports/credit.ts', format: 'es' },
  { file: 'care.js', entry: 'src/care/care.ts', format: 'es' },
  { file: 'shop.js', entry: 'src/shop/shop.ts', format: 'es' },
  { file: 'capture.js', entry: 'src/capture/capture.ts', format: 'es' },
  { file: 'arrival.js', entry: 'src/capture/arrival.ts', format: 'es' },
  { file: 'visible.js', entry: 'src/capture/visible.ts', format: 'es' },
  { file: 'leave-out.js', entry: 'src/capture/leave-out.ts', format: 'es' },
  { file: 'extra.js', entry: 'src/extra.ts', format: 'es' },
  { file: 'experiments.js', entry: 'src/experiments/entry.ts', format: 'es' },
  { file: 'outcomes.js', entry: 'src/experiments/outcomes.ts', format: 'es' },
  { file: 'markup.js', entry: 'src/markup/entry.ts', format: 'es' },
  { file: 'trust.js', entry: 'src/rules-source/trust.ts', format: 'es' },
  { file: 'kill.js', entry: 'src/kill/kill.ts', format: 'es' },
  { file: 'rollout.js', entry: 'src/rollout/rollout.ts', format: 'es' },
  { file: 'preview.js', entry: 'src/preview/preview.ts', format: 'es' },
  { file: 'restore.js', entry: 'src/history/restore.ts', format: 'es' },
  { file: 'fold.js', entry: 'src/history/fold.ts', format: 'es' },
  { file: 'late.js', entry: 'src/late.ts', format: 'es' },
  { file: 'edge.js', entry: 'src/edge/edge.ts', format: 'es' },
  { file: 'randomised.js', entry: 'src/reports/randomised.ts', format: 'es' },
  { file: 'shadow.js', entry: 'src/shadow/shadow.ts', format: 'es' },
  { file: 'boot.js', entry: 'src/boot/entry.ts', format: 'iife' },
  { file: 'stub.js', entry: 'src/stub/entry.ts', format: 'iife' },
  { file: 'privacy.js', entry: 'src/privacy-panel/entry.ts', format: 'es' },
  { file: 'inspector.js', entry: 'src/inspector/entry.ts', format: 'es' },
];

/**
 * Those that run before the first decision: Chromium compiles all their functions while they are
 * loaded, beside the page, and not each as it is first called.
 */
const AT_ONCE = ['inkling.js', 'experiments.js'];
const COMPILE_HINT = '//# allFunctionsCalledOnLoad\n';

/** Files of `src/adapters/entry`: each a script of its own, which a site may load. */
const ADAPTERS =
  'tcf gpp consent-mode cmp gpt prebid gtm piano poool offerwall swg segment check-events'.split(
    ' ',
  );
/** For a site's own build of Prebid.js. */
const PREBID_RTD: Output = {
  file: 'adapters/prebid-rtd.mjs',
  entry: 'src/adapters/entry/prebid-rtd.ts',
  format: 'es',
};

async function build({ file, entry, format }: Output): Promise<[string, object]> {
  const bundler = file.startsWith('adapters/') ? bundleAdapter : bundle;
  const hint = AT_ONCE.includes(file) ? COMPILE_HINT : '';
  const code = hint + (await bundler(join(HERE, entry), format));
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
mkdirSync(join(DIST, 'adapters'), { recursive: true });
const files: Record<string, object> = {};
// One after the other: they share the table of short names.
const adapters = ADAPTERS.map((name): Output => {
  return { file: `adapters/${name}.js`, entry: `src/adapters/entry/${name}.ts`, format: 'iife' };
});
for (const output of [...OUTPUTS, ...adapters, PREBID_RTD]) {
  const [file, facts] = await build(output);
  files[file] = facts;
}
execFileSync(process.execPath, [TSC, '-p', join(HERE, 'tsconfig.types.json')], {
  stdio: 'inherit',
});
writeFileSync(join(DIST, 'inkling.d.ts'), "export * from './types/packages/sdk/src/index.d.ts';\n");
const { version } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
writeFileSync(join(DIST, 'manifest.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);
