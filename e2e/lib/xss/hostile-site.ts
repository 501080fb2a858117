import type { Stack } from '../../../tools/stack/start-stack.ts';
import { type ServedPage, servePage } from '../serve-page.ts';
import { publishRules } from '../small-site.ts';
import type { Payload } from './payloads.ts';

/** The segment that everybody is in. */
const EVERYBODY = 'reader';
/** Attributes that the compiler refuses, and a page has to refuse, too. */
const FORBIDDEN = ['onclick', 'onfocus', 'style', 'srcdoc', 'formaction', 'ping', 'data-ink-slot'];

/** Rows of a bundle that this suite writes anew; see the engine's `program.ts`. */
interface Bundle {
  readonly program: {
    segments: { id: string }[];
    experiments: unknown[];
    experiences: unknown[];
  };
}

/**
 * Serves a page whose every slot, attribute and name holds a payload, with rules that no compiler
 * let pass: the edge that it asks is the page's own server.
 *
 * @param policy - A content security policy of the page; `''` for none.
 */
export async function serveHostileSite(
  stack: Stack,
  payloads: readonly Payload[],
  policy: string,
): Promise<ServedPage> {
  const bundle = await hostileBundle(stack, payloads);
  const { edgeUrl } = stack;
  const meta = policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const tag = (file: string): string => `src="${edgeUrl}/v1/${file}"`;
  return servePage(
    `<!doctype html><html lang="en"><meta charset="utf-8">${meta}<title>${quoted(payloads[0]!.payload)}</title>
<link rel="icon" href="data:,"><script ${tag('boot.js')}></script>
<script async ${tag('sdk.js')} data-site="daily-ink" data-edge="" data-consent="granted"
  data-recorded-from="2025-01-01" data-markup></script>
<script type="module" ${tag('privacy.js')}></script>
<body><ink-slot name="constructor">-</ink-slot>
${payloads.map(spots).join('\n')}
<ink-privacy segments="${quoted(JSON.stringify(groupTexts(payloads)))}"></ink-privacy></body></html>`,
    { '/v1/sites/daily-ink/rules.json': JSON.stringify(bundle) },
  );
}

/** Real rules, with payloads in the place of each text and name that a bundle carries. */
async function hostileBundle(stack: Stack, payloads: readonly Payload[]): Promise<Bundle> {
  const enter = { count: 'page_view', within: '30d', gte: 1 };
  const segments = Object.fromEntries(payloads.map((_, i) => [`s${i}`, { enter }]));
  await publishRules(stack, {
    holdout: 0,
    segments: { [EVERYBODY]: { enter }, ...segments },
    experiences: { one: { segment: EVERYBODY, slot: 's', holdout: 0, variants: { on: {} } } },
  });
  const answer = await fetch(`${stack.edgeUrl}/v1/sites/daily-ink/rules.json`);
  const bundle = (await answer.json()) as Bundle;
  const { program } = bundle;
  const reader = program.segments.findIndex(({ id }) => id === EVERYBODY);
  program.segments.forEach((segment, i) => {
    const found = /^s(\d+)$/.exec(segment.id);
    if (found) program.segments[i] = { ...segment, id: payloads[+found[1]!]!.payload };
  });
  program.experiments = [];
  program.experiences = [];
  payloads.forEach(({ payload }, i) => {
    const attributes = Object.fromEntries(FORBIDDEN.map((name) => [name, payload]));
    const contents = {
      text: {
        '#text': payload,
        class: payload,
        title: payload,
        'data-note': payload,
        ...attributes,
      },
      html: { '#html': payload },
      link: { '#text': 'go', href: payload },
      // The names of experience and arm reach the page, too.
      [payload]: { '#text': payload },
    };
    for (const [kind, content] of Object.entries(contents)) {
      const number = program.experiments.push([`${kind}${i}`, [kind], [[0, 1]]]) - 1;
      program.experiences.push([`${kind}${i}`, reader, `${kind}-${i}`, number, [content], 0]);
    }
  });
  return bundle;
}

/** The places of one payload in the page. */
function spots({ payload }: Payload, i: number): string {
  const table = quoted(JSON.stringify({ [EVERYBODY]: payload }));
  const slots = ['text', 'html', 'link'].map(
    (kind) => `<ink-slot name="${kind}-${i}" swap="at-once">-</ink-slot>`,
  );
  return `${slots.join('')}<ink-slot name="${quoted(payload)}" swap="at-once">-<template segment="${quoted(payload)}">-</template></ink-slot>
<p data-ink-slot="text-${i}" data-ink-swap="at-once">-</p>
<a href="/" data-ink-text="${table}" data-ink-href="${table}" data-ink-class="${table}"
  data-ink-show="${quoted(payload)} ${EVERYBODY}" data-ink-swap="at-once">-</a>`;
}

/** What the site calls its groups in the visitor's panel. */
function groupTexts(payloads: readonly Payload[]): object {
  return Object.fromEntries(
    payloads.map(({ payload }) => [payload, { name: payload, why: payload }]),
  );
}

const quoted = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('\0', '&#0;');
