import { illustration } from './art.ts';
import type { Article } from './article.ts';
import { type Html, html } from './html.ts';
import { sectionName } from './sections.ts';
import type { Site } from './site.ts';

/** How a story is shown in a list. */
export interface CardOptions {
  readonly level?: 2 | 3;
  readonly art?: boolean;
  readonly standfirst?: boolean;
  readonly kicker?: boolean;
  readonly className?: string;
}

/** A story in a list: picture, section, headline, standfirst, byline. */
export function card(site: Site, article: Article, options: CardOptions = {}): Html {
  const { level = 3, art = true, standfirst = true, kicker = true, className = '' } = options;
  const title = html`<a href="${article.path}">${article.title}</a>`;
  return html`<article class="card ${className}">
${art && html`<div class="card-art">${illustration(site.art, article.slug, '')}</div>`}
<div class="card-text">
${kicker && html`<p class="kicker">${sectionName(article.section)}${article.paid && html` <span class="badge">Subscribers</span>`}</p>`}
${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${standfirst && html`<p class="standfirst">${article.standfirst}</p>`}
<p class="byline">${article.author} · ${minutes(article)} min</p>
</div></article>`;
}

/** Reading time in started minutes at 230 words a minute. */
export function minutes(article: Article): number {
  return Math.ceil(article.words / 230);
}

/** A day as people read it: `23 November 2026`. */
export function longDate(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  );
}
