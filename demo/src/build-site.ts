import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readArticles } from './article.ts';
import { bundleAssets } from './bundle-assets.ts';
import { contentSecurityPolicy } from './csp.ts';
import { layout } from './layout.ts';
import { allPages } from './pages/all.ts';
import { readProducts } from './product.ts';
import type { Site } from './site.ts';

const DEMO = resolve(import.meta.dirname, '..');

/** What a build needs to know. */
export interface BuildOptions {
  /** Origin of Inkling's edge; a path behind it is cut off. */
  readonly edge: string;
  /** Folder that the site replaces. */
  readonly out: string;
}

/** The policy that the server must send with every page, written beside them. */
export const CSP_FILE = '_csp.txt';

/**
 * Writes the whole site into a folder.
 *
 * @returns How many pages there are, and whether the boot script is in them.
 * @throws `TypeError` when `edge` is no URL; `Error` naming a story whose fields are wrong.
 */
export async function buildSite(options: BuildOptions): Promise<{ pages: number; boot: boolean }> {
  const out = resolve(options.out);
  rmSync(out, { recursive: true, force: true });
  const site: Site = {
    edge: new URL(options.edge).origin,
    articles: readArticles(join(DEMO, 'content/articles')),
    products: readProducts(join(DEMO, 'content/products.json')),
    segments: readSegments(join(DEMO, 'rules.json')),
    art: readArt(join(DEMO, 'content/art')),
    boot: readBoot(),
    assets: await bundleAssets(DEMO, out),
  };
  const pages = allPages(site);
  for (const page of pages) {
    const file = page.path.endsWith('/') ? `${page.path}index.html` : page.path;
    write(join(out, file), layout(site, page));
  }
  write(join(out, CSP_FILE), contentSecurityPolicy({ edge: site.edge, boot: site.boot }));
  return { pages: pages.length, boot: site.boot !== null };
}

function readSegments(file: string): Site['segments'] {
  const { segments } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly segments: Readonly<Record<string, Omit<Site['segments'][number], 'id'>>>;
  };
  return Object.entries(segments).map(([id, { name, description }]) => ({ id, name, description }));
}

function readBoot(): string | null {
  const file = resolve(DEMO, '../packages/sdk/dist/boot.js');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

function readArt(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.svg'))
      .map((name) => [name.slice(0, -4), readFileSync(join(folder, name), 'utf8').trim()]),
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
