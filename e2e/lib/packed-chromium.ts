import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Unpacks the Chromium of the npm package `@sparticuz/chromium` (Linux x64), once a machine. */
export async function packedChromium(): Promise<{ path: string; args: readonly string[] }> {
  const packed = await import('@sparticuz/chromium');
  const path = await packed.default.executablePath();
  if (lacksLibraries(path)) {
    // A bare container has no NSS; the package carries it, but unpacks it only where it was made for.
    const main = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
    await packed.inflate(join(main, '../../bin/al2023.tar.br'));
    packed.setupLambdaEnvironment(join(tmpdir(), 'al2023/lib'));
  }
  // Of the package's own flags these are enough here; the others would weaken what we test.
  return { path, args: ['--headless=shell', '--no-zygote', '--disable-gpu'] };
}

function lacksLibraries(path: string): boolean {
  try {
    return execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}
