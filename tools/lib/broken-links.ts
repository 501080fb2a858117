import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFiles } from './project-files.ts';
import { root } from './root.ts';

/** A relative link, or a back-quoted path of ours, that leads nowhere. */
export interface BrokenLink {
  readonly file: string;
  readonly link: string;
}

const LINK = /\]\(([^)\s]+)\)/g;
const PATH = /`((?:packages|demo|e2e|bench|tools|docs)\/[\w./-]+\.\w+)`/g;

/** Follows the links between the project's Markdown files, headings included; none on the web. */
export async function brokenLinks(): Promise<BrokenLink[]> {
  const files = (await projectFiles()).filter((file) => file.endsWith('.md'));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const links = [...text.matchAll(LINK)].map(([, link = '']) => link);
    const paths = [...text.matchAll(PATH)].map(([, path = '']) => path);
    return [
      ...links.filter((link) => !/^[a-z]+:|^\//.test(link) && !leadsSomewhere(file, text, link)),
      ...paths.filter((path) => !existsSync(join(root, path))),
    ].map((link) => ({ file, link }));
  });
}

function leadsSomewhere(file: string, text: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? join(root, file) : join(root, dirname(file), path);
  if (!existsSync(target)) return false;
  if (heading === undefined) return true;
  const body = path === '' ? text : readFileSync(target, 'utf8');
  return [...body.matchAll(/^#+ (.+)$/gm)].some(([, title = '']) => slug(title) === heading);
}

/** A heading's anchor, as code hosts make it. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
