import { join } from 'node:path';
import { stampVersion } from '@inkling/edge-worker/local';
import { type Build, buildIfChanged } from '../lib/build-if-changed.ts';
import { mirrorFolder } from '../lib/mirror-folder.ts';
import { root } from '../lib/root.ts';

const SHARED = ['pnpm-lock.yaml', 'tsconfig.base.json'];

/** The SDK: boot script, stub, classic script and chunks, in `packages/sdk/dist`. */
export const sdkBuild: Build = {
  name: 'sdk',
  script: ['packages/sdk/build.ts'],
  inputs: [...SHARED, 'packages/sdk', 'packages/engine/src', 'packages/report/src'],
  outputs: ['boot.js', 'stub.js', 'inkling.js', 'idle.js'].map((f) => `packages/sdk/dist/${f}`),
};

/** The dashboard's static files, in `packages/dashboard/dist`. */
export const dashboardBuild: Build = {
  name: 'dashboard',
  script: ['packages/dashboard/build.ts'],
  inputs: [
    ...SHARED,
    ...['dashboard', 'rules', 'measure', 'engine', 'report'].map((room) => `packages/${room}`),
  ],
  outputs: ['packages/dashboard/dist/index.html'],
};

/** The demo for one address of the edge; the boot script is inside its pages. */
export function demoBuild(edgeUrl: string, outDir: string): Build {
  return {
    name: `demo-${new URL(edgeUrl).port}`,
    script: ['demo/build.ts', '--edge', edgeUrl, '--out', outDir],
    inputs: [...sdkBuild.inputs, 'demo'],
    outputs: [`${outDir}/index.html`],
  };
}

/**
 * Builds what the worker serves, where it has changed, and lays it into the worker's `public`.
 *
 * @param onBuild - Told before each build that really runs.
 */
export async function buildForEdge(onBuild: (name: string) => void): Promise<void> {
  for (const build of [sdkBuild, dashboardBuild]) {
    await buildIfChanged(build, () => onBuild(build.name));
  }
  const target = join(root, 'packages/edge-worker/public');
  mirrorFolder(join(root, 'packages/dashboard/dist'), join(target, 'dashboard'));
  mirrorFolder(join(root, 'packages/sdk/dist'), join(target, 'v1'), servedName);
  stampVersion(join(target, 'v1'));
}

/** The classic script goes by its public name; the build for bundlers is for npm, not the edge. */
function servedName(path: string): string | null {
  if (path.endsWith('.mjs') || path.endsWith('.d.ts')) return null;
  return path === 'inkling.js' ? 'sdk.js' : path;
}
