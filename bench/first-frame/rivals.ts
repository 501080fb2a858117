import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SetUp, Suite } from './suite.ts';

const SLOT = 'ink-slot[name=front-block]';
/** What a site knows of its reader where the library keeps no history. */
const KNOWN = { prepare: `localStorage.politics = '1'`, prepared: 'localStorage.politics' };
const SWAP = `const slot = document.querySelector('${SLOT}');
  slot.replaceChildren(slot.querySelector('template').content.cloneNode(true));`;

/**
 * The set-ups of others, each as its own documentation recommends for a page without a server of
 * its own: GrowthBook's script tag with a visual experiment, also with its anti-flicker setting;
 * Uniform Context in a module of the page; and a snippet that hides the page for up to 4 s until a
 * script has changed it. All files come from loopback, which is the best case for them.
 *
 * @param front - The demo's front page.
 */
export async function rivals(front: string, bundle: Suite['bundle']): Promise<SetUp[]> {
  const variant = /<ink-slot name="front-block"[^>]*><template[^>]*>([\s\S]*?)<\/template>/.exec(
    front,
  );
  if (!variant?.[1]) throw new Error('The front page has no variant for politics readers.');
  return [
    growthbook(variant[1], ''),
    growthbook(variant[1], 'data-anti-flicker="1"'),
    await uniform(bundle),
    hidden(),
  ];
}

function growthbook(html: string, settings: string): SetUp {
  const bundles = join(
    fileURLToPath(import.meta.resolve('@growthbook/growthbook')),
    '../../bundles',
  );
  const script = readFileSync(join(bundles, 'auto.min.js'), 'utf8');
  const mutation = { selector: SLOT, action: 'set', attribute: 'html', value: html };
  const experiment = {
    key: 'front-block',
    status: 'running',
    changeType: 'visual',
    hashAttribute: 'id',
    condition: { politics: true },
    weights: [0, 1],
    variations: [{}, { domMutations: [mutation] }],
  };
  const payload = JSON.stringify({ features: {}, experiments: [experiment] });
  return {
    name: settings ? 'GrowthBook, anti-flicker' : 'GrowthBook',
    head: `<script>window.growthbook_config = { attributes: { politics: !!localStorage.politics } }</script>
<script async src="/growthbook.js" data-client-key="sdk-bench" ${settings}></script>
<script>document.currentScript.previousElementSibling.dataset.apiHost = location.origin</script>`,
    files: {
      '/growthbook.js': ['text/javascript', script],
      '/api/features/sdk-bench': ['application/json', payload],
    },
    ...KNOWN,
    decided: `document.querySelector('${SLOT}>.desk-led') || !localStorage.politics`,
  };
}

async function uniform(bundle: Suite['bundle']): Promise<SetUp> {
  const script = await bundle("import '../../bench/first-frame/uniform-page.ts';", 'esm');
  return {
    name: 'Uniform Context',
    head: '<script type="module" src="/uniform.js"></script>',
    files: { '/uniform.js': ['text/javascript', script] },
    prepare: 'window.prepare()',
    prepared: `JSON.stringify({ ...localStorage }).includes('politics')`,
    decided: 'window.decided',
  };
}

function hidden(): SetUp {
  return {
    name: 'anti-flicker snippet',
    head: `<style>.hide-all { opacity: 0 !important }</style>
<script>document.documentElement.classList.add('hide-all');
window.showAll = () => document.documentElement.classList.remove('hide-all');
setTimeout(showAll, 4000)</script><script async src="/tool.js"></script>`,
    files: {
      '/tool.js': [
        'text/javascript',
        `const act = () => { if (localStorage.politics) { ${SWAP} } showAll(); window.decided = true; };
        if (document.readyState === 'loading') addEventListener('DOMContentLoaded', act); else act();`,
      ],
    },
    ...KNOWN,
    decided: 'window.decided',
  };
}
