/**
 * Builds The Daily Ink: `node demo/build.ts --edge http://127.0.0.1:8787 --out demo/dist`.
 *
 * Where the SDK has been built, its boot script goes inline into every page; else the site works
 * without, and is right only from the second frame.
 */
import { parseArgs } from 'node:util';
import { buildSite } from './src/build-site.ts';

const { values } = parseArgs({
  options: {
    edge: { type: 'string', default: 'http://127.0.0.1:8787' },
    out: { type: 'string', default: `${import.meta.dirname}/dist` },
  },
});
const { pages, boot } = await buildSite({ edge: values.edge, out: values.out });
console.log(`The Daily Ink: ${pages} pages in ${values.out}${boot ? '' : ' (no boot script yet)'}`);
