import { productPicture } from '../art.ts';
import { card } from '../cards.ts';
import { type Html, html } from '../html.ts';
import { euros, productPath } from '../product.ts';
import { type SECTIONS, type SectionId, sectionName } from '../sections.ts';
import type { Page, Site } from '../site.ts';
import { slot, subscriptionOffer } from '../slots.ts';

const LEAD = 'bridge-opened-twice';
const SECOND = ['octopus-declines', 'unfinished-museum', 'weather-futures'];

/** The front page. */
export function frontPage(site: Site): Page {
  const bySlug = (slug: string) => site.articles.find((article) => article.slug === slug)!;
  const main = html`<h1 class="visually-hidden">The Daily Ink, today</h1>
<div class="front-top">
${card(site, bySlug(LEAD), { level: 2, className: 'lead' })}
<div class="front-second">${SECOND.map((slug) => card(site, bySlug(slug), { level: 2, className: 'row' }))}</div>
</div>
${slot({
  name: 'front-block',
  fallback: desk(site, ['business', 'culture', 'science', 'politics'], null),
  variants: [
    {
      segment: 'politics-reader',
      content: desk(site, ['politics', 'business', 'culture', 'science'], 'politics'),
    },
  ],
})}
<div class="front-offers">
${subscriptionOffer()}
${shopWindow(site)}
</div>`;
  return {
    path: '/',
    title: '',
    area: 'front',
    description: 'News, business, culture and science from a harbour town that does not exist.',
    main,
  };
}

/** The block of sections; the one a reader cares for most can come first, and larger. */
function desk(site: Site, order: readonly SectionId[], first: SectionId | null): Html {
  const shown = new Set([LEAD, ...SECOND]);
  return html`<section class="desk ${first !== null && 'desk-led'}" aria-label="${first === null ? 'The sections' : 'The sections, politics first'}">
${order.map((id) => {
  const stories = site.articles.filter(
    (article) => article.section === id && !shown.has(article.slug),
  );
  return html`<div class="desk-section ${id === first && 'desk-first'}">
<h2><a href="/${id}/">${sectionName(id)}</a>${id === first && html` <span class="badge plain">first, as you read it</span>`}</h2>
${stories.slice(0, id === first ? 3 : 2).map((article, i) => card(site, article, { art: i === 0, kicker: false, standfirst: i === 0 }))}
</div>`;
})}
</section>`;
}

function shopWindow(site: Site): Html {
  const picks = ['print-gannet-rock', 'notebook-unfinished', 'tea-deadline'];
  return html`<section class="window" aria-labelledby="window-title">
<h2 id="window-title"><a href="/shop/">From the shop</a></h2>
<ul class="shelf">${picks.map((id) => {
    const product = site.products.find((p) => p.id === id)!;
    return html`<li><a href="${productPath(product)}">${productPicture(site.art, product.picture, '')}<span class="shelf-name">${product.name}</span></a> <span class="price">${euros(product.price)}</span></li>`;
  })}</ul>
</section>`;
}

/** The front of one section. */
export function sectionPage(site: Site, section: (typeof SECTIONS)[number]): Page {
  const [lead, ...rest] = site.articles.filter((article) => article.section === section.id);
  return {
    path: `/${section.id}/`,
    title: section.name,
    area: section.id,
    description: section.promise,
    main: html`<header class="section-head"><h1>${section.name}</h1><p>${section.promise}</p></header>
${lead && card(site, lead, { level: 2, kicker: lead.paid, className: 'lead wide' })}
<div class="grid">${rest.map((article) => card(site, article, { level: 2, kicker: article.paid }))}</div>
${subscriptionOffer()}`,
  };
}
