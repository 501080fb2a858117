import { html } from '../html.ts';
import type { Page, Site } from '../site.ts';

/** What the paper knows about its reader, told by Inkling's own panel in the reader's browser. */
export function privacyPage({ edge, segments }: Site): Page {
  const texts = segments.map(({ id, name, description }) => [id, { name, why: description }]);
  return {
    path: '/privacy/',
    title: 'Your privacy',
    area: 'none',
    description: 'What The Daily Ink remembers about you, on your own device.',
    main: html`<header class="section-head"><h1>Your privacy</h1><p>We would rather know nothing about you. Here is what your browser knows on our behalf.</p></header>
<ink-privacy segments="${JSON.stringify(Object.fromEntries(texts))}"><p>This page needs JavaScript to ask your browser. Without JavaScript, nothing is remembered.</p></ink-privacy>
<script type="module" src="${edge}/v1/privacy.js"></script>`,
  };
}
