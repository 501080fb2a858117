import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { brokenLinks } from '../lib/broken-links.ts';
import { root } from '../lib/root.ts';

// The worker and the dashboard have no interface in TypeScript; theirs is HTTP.
const ROOMS = ['engine', 'rules', 'report', 'measure', 'sdk', 'cli'];

/**
 * Builds the API reference of every public entry into `dist/api` and follows every link between
 * the Markdown files. A warning counts as a failure.
 *
 * @param args - `--check` writes nothing.
 */
export async function docs(args: readonly string[]): Promise<number> {
  const links = await brokenLinks();
  for (const { file, link } of links) console.error(`${file}: the link ${link} leads nowhere`);
  const app = await Application.bootstrapWithPlugins({
    name: 'Inkling',
    entryPoints: ROOMS.map((room) => join(root, `packages/${room}/src/index.ts`)).filter((file) =>
      existsSync(file),
    ),
    tsconfig: join(root, 'tools/docs.tsconfig.json'),
    readme: join(root, 'README.md'),
    basePath: root,
    disableSources: true,
    // `[1 each]: what` in a table of metrics is no link, though Markdown takes it for one.
    validation: { notExported: true, invalidLink: true, invalidPath: false },
    logLevel: 'Warn',
  });
  const project = await app.convert();
  if (project) app.validate(project);
  const good = project !== undefined && !app.logger.hasErrors() && !app.logger.hasWarnings();
  if (good && !args.includes('--check')) await app.generateDocs(project, join(root, 'dist/api'));
  console.log(`docs: ${links.length} broken links; the API reference ${good ? 'builds' : 'fails'}`);
  return good && links.length === 0 ? 0 : 1;
}
