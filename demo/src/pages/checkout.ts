import { html } from '../html.ts';
import type { Page } from '../site.ts';

const NEEDS_SCRIPT = html`<noscript><p>The cart is kept by your browser, and needs JavaScript for that.</p></noscript>`;

/** The cart, which the browser fills from its own storage. */
export function cartPage(): Page {
  return {
    path: '/shop/cart/',
    title: 'Your cart',
    area: 'shop',
    description: 'What you have chosen so far.',
    main: html`<header class="section-head"><h1>Your cart</h1></header>${NEEDS_SCRIPT}
<div class="cart" data-cart></div><p class="visually-hidden" role="status" data-cart-status></p>`,
  };
}

/** Address and payment, both pretended. */
export function checkoutPage(): Page {
  const field = (name: string, label: string, autocomplete: string, value: string) =>
    html`<p class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" autocomplete="${autocomplete}" value="${value}" required></p>`;
  return {
    path: '/shop/checkout/',
    title: 'Checkout',
    area: 'shop',
    description: 'Where it should go and how you would pay.',
    main: html`<header class="section-head"><h1>Checkout</h1><p>A demonstration: the form is filled in already, stays in this page and is sent nowhere.</p></header>${NEEDS_SCRIPT}
<form class="checkout" data-checkout>
<div class="cart-summary" data-cart-summary></div>
<fieldset><legend>Delivery</legend>
${field('name', 'Name', 'name', 'A. Reader')}
${field('street', 'Street', 'street-address', '1 Harbour Row')}
${field('town', 'Town', 'address-level2', 'Lower Quay')}</fieldset>
<fieldset data-payment><legend>Payment</legend>
<p class="choice"><label><input type="radio" name="payment" value="card" required> Card</label></p>
<p class="choice"><label><input type="radio" name="payment" value="transfer"> Bank transfer</label></p>
<p class="choice"><label><input type="radio" name="payment" value="cash"> Coins in an envelope</label></p></fieldset>
<p><button class="button">Place the order</button></p>
</form>`,
  };
}

/** Thanks after an order. */
export function thanksPage(): Page {
  return {
    path: '/shop/thanks/',
    title: 'Thank you',
    area: 'shop',
    description: 'Your order.',
    main: html`<header class="section-head"><h1>Thank you</h1><p data-thanks>There is no order to show.</p></header>
<p><a href="/">Back to the news</a> · <a href="/shop/">Back to the shop</a></p>`,
  };
}
