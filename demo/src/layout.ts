import { contentSecurityPolicy } from './csp.ts';
import { type Html, html, trusted } from './html.ts';
import { SECTIONS } from './sections.ts';
import type { Page, Site } from './site.ts';
import { cartReminder } from './slots.ts';

/** A whole document: the head, the masthead, the page, the foot and the demo's own bar. */
export function layout(site: Site, page: Page): string {
  return html`<!doctype html>
<html lang="en-GB">
${head(site, page)}
<body>
<a class="skip" href="#main">Skip to the content</a>
${masthead(page)}
<main id="main" tabindex="-1">${page.main}</main>
${foot()}
${consentBanner()}
</body>
</html>
`.markup;
}

function head(site: Site, page: Page): Html {
  const csp = contentSecurityPolicy({ edge: site.edge, boot: site.boot });
  const data = (page.data ?? []).map(
    (entry) =>
      html`<script type="application/ld+json">${trusted(JSON.stringify(entry).replaceAll('<', '\\u003c'))}</script>\n`,
  );
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title === '' ? 'The Daily Ink' : `${page.title} · The Daily Ink`}</title>
<meta name="description" content="${page.description}">
<meta property="og:title" content="${page.title === '' ? 'The Daily Ink' : page.title}">
<meta property="og:site_name" content="The Daily Ink">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
${site.boot !== null && html`<script>${trusted(site.boot)}</script>\n`}<link rel="stylesheet" href="${site.assets.style}">
<script async src="${site.edge}/v1/sdk.js" data-site="daily-ink" data-edge="${site.edge}" data-recorded-from="2025-01-01"></script>
<script defer src="${site.assets.site}"></script>
<script defer src="${site.assets.demo}"></script>
${data}</head>`;
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2b5296" d="M16 2c6 9 10 13 10 18a10 10 0 0 1-20 0c0-5 4-9 10-18z"/></svg>';

function masthead(page: Page): Html {
  const link = (area: string, href: string, name: string) =>
    html`<li><a href="${href}" data-area="${area}"${page.area === area && trusted(' aria-current="page"')}>${name}</a></li>`;
  return html`<header class="masthead">
<div class="masthead-top">
<p class="motto">Printed nowhere. Read everywhere.</p>
<p class="brand"><a href="/"><span class="brand-the">The</span> Daily Ink</a></p>
<p class="masthead-links"><a class="button small" href="/subscribe/">Subscribe</a> <a class="cart-link" href="/shop/cart/">Cart <span class="cart-count" data-cart-count hidden></span></a></p>
</div>
<nav aria-label="Sections"><ul>
${SECTIONS.map((section) => link(section.id, `/${section.id}/`, section.name))}
${link('shop', '/shop/', 'Shop')}
</ul></nav>
${page.area === 'shop' && cartReminder()}
</header>`;
}

function foot(): Html {
  return html`<footer class="foot"><div class="foot-in">
<p><strong>The Daily Ink</strong> is an invented newspaper. Its people, places and octopuses do not exist; nothing here can be bought.</p>
<p>What you do here is remembered in this browser only, if you agree. <button type="button" class="link" data-consent-open>Change your choice</button> <a href="/privacy/">See what it remembers</a></p>
</div></footer>`;
}

function consentBanner(): Html {
  return html`<section class="consent" aria-labelledby="consent-title" data-consent-banner hidden>
<h2 id="consent-title">May this paper remember what you read?</h2>
<p>It stays in your browser. It decides which offers and stories come first; what leaves are anonymous counts, never you.</p>
<p class="actions"><button type="button" class="button" data-consent="accept">Accept</button>
<button type="button" class="button quiet" data-consent="necessary">Only necessary</button></p>
</section>`;
}
