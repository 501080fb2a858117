import { html } from '../html.ts';
import type { Page } from '../site.ts';
import { subscriptionOffer } from '../slots.ts';

const PLANS = [
  {
    id: 'trial',
    name: 'Trial',
    price: 1,
    per: 'for four weeks, then € 10 a month',
    points: ['Every story', 'Leave whenever you like', 'One trial a reader, on your honour'],
  },
  {
    id: 'monthly',
    name: 'Monthly',
    price: 10,
    per: 'a month',
    points: ['Every story', 'The Saturday letter', 'Comments, for the brave'],
  },
  {
    id: 'annual',
    name: 'Annual',
    price: 79,
    per: 'a year, instead of € 120',
    points: ['Everything in Monthly', 'A tea from the shop', 'Your name in very small print'],
  },
] as const;

/** The page with the plans. */
export function subscribePage(): Page {
  return {
    path: '/subscribe/',
    title: 'Subscribe',
    area: 'subscribe',
    description: 'Three ways to read every story of The Daily Ink.',
    main: html`<header class="section-head"><h1>Subscribe</h1><p>Reporters drink a great deal of tea. Three ways to help.</p></header>
${subscriptionOffer()}
<ul class="plans">${PLANS.map(
      (plan) => html`<li class="plan" id="${plan.id}"><h2>${plan.name}</h2>
<p class="plan-price"><strong>€ ${plan.price}</strong> ${plan.per}</p>
<ul>${plan.points.map((point) => html`<li>${point}</li>`)}</ul>
<p><button type="button" class="button" data-subscribe="${plan.id}" data-value="${plan.price}">Choose ${plan.name}</button></p></li>`,
    )}</ul>
<div class="thanks" role="status" data-subscribed></div>
<p class="small-print">This is a demonstration: no money moves, and nobody will write to you.</p>`,
  };
}

/** What answers a path that leads nowhere. */
export function notFoundPage(): Page {
  return {
    path: '/404.html',
    title: 'Not found',
    area: 'none',
    description: 'There is no such page.',
    main: html`<header class="section-head"><h1>This page was never printed</h1><p>Or it was, and somebody wrapped a fish in it. <a href="/">Back to the front page</a></p></header>`,
  };
}
