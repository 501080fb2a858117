import { type Html, html } from './html.ts';

/** One variant of a slot, shown to the visitors of a segment, or of an arm as `experience:arm`. */
export interface Variant {
  readonly segment: string;
  readonly content: Html;
}

/** A place whose content follows the visitor's segments. */
export interface SlotOptions {
  readonly name: string;
  /** What everybody sees else: with no script, no consent, in no segment. */
  readonly fallback: Html;
  /** The first whose segment the visitor is in wins. */
  readonly variants: readonly Variant[];
  /** `at-once`: may change under the reader's eyes, since nothing moves by it. */
  readonly swap?: 'at-once';
}

/** The markup of a slot. */
export function slot({ name, fallback, variants, swap }: SlotOptions): Html {
  return html`<ink-slot name="${name}"${swap && html` swap="${swap}"`}>${variants.map(
    ({ segment, content }) => html`<template segment="${segment}">${content}</template>`,
  )}${fallback}</ink-slot>`;
}

/** The shop's strip, which remembers a cart for its owner. Both variants are one line high. */
export function cartReminder(): Html {
  return slot({
    name: 'cart-reminder',
    swap: 'at-once',
    fallback: html`<p class="strip">Packed by hand, usually the left one.</p>`,
    variants: [
      {
        segment: 'cart-left-behind',
        content: html`<p class="strip reminder"><strong>Your cart is where you left it.</strong> <a href="/shop/cart/">Back to it</a></p>`,
      },
    ],
  });
}

/** The subscription offer: one for everybody, one for regular and one for loyal readers. */
export function subscriptionOffer(): Html {
  const offer = (kicker: string, title: string, text: string, action: string, plan: string) =>
    html`<aside class="offer" aria-label="Subscription offer">
<p class="kicker">${kicker}</p><p class="offer-title">${title}</p><p>${text}</p>
<p><a class="button" href="/subscribe/#${plan}">${action}</a></p></aside>`;
  return slot({
    name: 'subscription-offer',
    fallback: offer(
      'Subscribe',
      'A newspaper with its feet dry',
      'Every story, every section, no advertisements that follow you home. € 10 a month.',
      'See the plans',
      'monthly',
    ),
    variants: [
      {
        segment: 'loyal-reader',
        content: offer(
          'For a loyal reader',
          'A year of Ink for € 79',
          'You are here more than some of the editors. Take the year, and keep € 41.',
          'Take the annual offer',
          'annual',
        ),
      },
      {
        segment: 'regular-reader',
        content: offer(
          'For a regular reader',
          'Four weeks for € 1',
          'You keep coming back. Read everything for four weeks, then decide.',
          'Start the trial',
          'trial',
        ),
      },
    ],
  });
}

/** What stands between the second paragraph and the rest once the meter has run out. */
export function paywall(): Html {
  return slot({
    name: 'paywall',
    swap: 'at-once',
    fallback: html``,
    variants: [
      {
        segment: 'meter-reached',
        content: html`<section class="paywall" aria-labelledby="paywall-title">
<h2 id="paywall-title">You have opened three subscriber stories this month</h2>
<p>That is as many as we can give away and still pay the person who wrote this one. The rest of it is a click from here.</p>
<p class="actions"><a class="button" href="/subscribe/#trial">Four weeks for € 1</a> <a href="/subscribe/">Compare the plans</a></p>
</section>`,
      },
    ],
  });
}

/** The line beside the price for somebody who keeps looking: which of two, an experiment says. */
export function shopperOffer(): Html {
  return slot({
    name: 'product-offer',
    swap: 'at-once',
    fallback: html`<p class="delivery">Delivery € 4.50, free from € 60.</p>`,
    variants: [
      {
        segment: 'delivery-offer:free',
        content: html`<p class="delivery keen"><strong>Delivery is on us today.</strong></p>`,
      },
      {
        segment: 'delivery-offer:tea',
        content: html`<p class="delivery keen"><strong>A tin of tea comes with your order.</strong></p>`,
      },
    ],
  });
}
