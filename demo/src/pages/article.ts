import { illustration } from '../art.ts';
import type { Article } from '../article.ts';
import { card, longDate, minutes } from '../cards.ts';
import { type Html, html } from '../html.ts';
import { sectionName } from '../sections.ts';
import type { Page, Site } from '../site.ts';
import { paywall, subscriptionOffer } from '../slots.ts';

/** Paragraphs that everybody may read. */
const OPEN_BLOCKS = 2;

/** The page of one story. */
export function articlePage(site: Site, article: Article): Page {
  const more = site.articles
    .filter((other) => other.slug !== article.slug)
    .sort((a, b) => Number(b.section === article.section) - Number(a.section === article.section))
    .slice(0, 3);
  return {
    path: article.path,
    title: article.title,
    area: article.section,
    description: article.standfirst,
    data: [newsArticle(article)],
    main: html`<article class="story${article.paid && ' paid'}">
<header>
<p class="kicker"><a href="/${article.section}/">${sectionName(article.section)}</a>${article.paid && html` <span class="badge">Subscribers</span>`}</p>
<h1>${article.title}</h1>
<p class="standfirst">${article.standfirst}</p>
<p class="byline">By ${article.author} · <time datetime="${article.date}">${longDate(article.date)}</time> · ${minutes(article)} min</p>
</header>
<figure>${illustration(site.art, article.slug, article.alt)}</figure>
<div class="prose">${body(article)}</div>
</article>
<div class="after">${subscriptionOffer()}
<section class="more" aria-labelledby="more-title"><h2 id="more-title">Read on</h2>
<div class="grid">${more.map((other) => card(site, other, { standfirst: false }))}</div></section></div>`,
  };
}

function body(article: Article): Html {
  if (!article.paid) return html`${article.blocks}`;
  return html`${article.blocks.slice(0, OPEN_BLOCKS)}${paywall()}
<div class="rest">${article.blocks.slice(OPEN_BLOCKS)}</div>`;
}

function newsArticle(article: Article): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: article.title,
    description: article.standfirst,
    articleSection: article.section,
    keywords: article.keywords,
    author: { '@type': 'Person', name: article.author },
    publisher: { '@type': 'Organization', name: 'The Daily Ink' },
    datePublished: article.date,
    wordCount: article.words,
    isAccessibleForFree: !article.paid,
    ...(article.paid && {
      hasPart: {
        '@type': 'WebPageElement',
        isAccessibleForFree: false,
        cssSelector: '.paid .rest',
      },
    }),
  };
}
