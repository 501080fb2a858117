import { productPicture } from '../art.ts';
import { type Html, html } from '../html.ts';
import { euros, type Product, productPath, SHELVES } from '../product.ts';
import type { Page, Site } from '../site.ts';
import { shopperOffer } from '../slots.ts';

/** The shop's front, and a page for each shelf. */
export function shelfPages(site: Site): readonly Page[] {
  const all: Page = shelfPage(site, '/shop/', 'Shop', site.products);
  const shelves = SHELVES.map((shelf) =>
    shelfPage(
      site,
      `/shop/${shelf.id}/`,
      shelf.name,
      site.products.filter((product) => product.category === shelf.id),
    ),
  );
  return [all, ...shelves];
}

function shelfPage(site: Site, path: string, name: string, products: readonly Product[]): Page {
  return {
    path,
    title: name === 'Shop' ? 'Shop' : `${name} · Shop`,
    area: 'shop',
    description: 'Prints, notebooks and tea from The Daily Ink.',
    main: html`<header class="section-head"><h1>${name}</h1><p>Prints, notebooks and tea, made near the harbour by people we know.</p></header>
${shelfNav(path)}
<ul class="shelf wide">${products.map(
      (
        product,
      ) => html`<li><a href="${productPath(product)}">${productPicture(site.art, product.picture, '')}<span class="shelf-name">${product.name}</span></a>
<span class="shelf-summary">${product.summary}</span> <span class="price">${euros(product.price)}</span></li>`,
    )}</ul>`,
  };
}

function shelfNav(current: string): Html {
  const link = (path: string, name: string) =>
    html`<li><a href="${path}"${path === current && html` aria-current="page"`}>${name}</a></li>`;
  return html`<nav class="shelves" aria-label="Shelves"><ul>${link('/shop/', 'Everything')}${SHELVES.map((shelf) => link(`/shop/${shelf.id}/`, shelf.name))}</ul></nav>`;
}

/** The page of one product. */
export function productPage(site: Site, product: Product): Page {
  const shelf = SHELVES.find((s) => s.id === product.category)!;
  return {
    path: productPath(product),
    title: product.name,
    area: 'shop',
    description: product.summary,
    data: [productData(product)],
    main: html`<nav class="crumbs" aria-label="Where you are"><a href="/shop/">Shop</a> / <a href="/shop/${shelf.id}/">${shelf.name}</a></nav>
<div class="product" data-product="${JSON.stringify({ id: product.id, name: product.name, category: product.category, price: product.price })}">
<figure>${productPicture(site.art, product.picture, `${product.name}, a drawing`)}</figure>
<div class="product-text"><h1>${product.name}</h1>
<p class="standfirst">${product.summary}</p><p class="product-price">${euros(product.price)}</p>
${shopperOffer()}
<form class="actions" data-add><label>Quantity <input name="quantity" type="number" min="1" max="20" value="1" inputmode="numeric" required></label>
<button class="button">Put in the cart</button></form>
<p class="added" role="status" data-added></p>
<p>${product.details}</p></div></div>`,
  };
}

function productData(product: Product): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: product.id,
    name: product.name,
    description: product.summary,
    category: product.category,
    brand: { '@type': 'Brand', name: 'The Daily Ink' },
    offers: {
      '@type': 'Offer',
      price: product.price.toFixed(2),
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
    },
  };
}
