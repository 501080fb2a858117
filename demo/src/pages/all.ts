import { SECTIONS } from '../sections.ts';
import type { Page, Site } from '../site.ts';
import { articlePage } from './article.ts';
import { cartPage, checkoutPage, thanksPage } from './checkout.ts';
import { frontPage, sectionPage } from './front.ts';
import { privacyPage } from './privacy.ts';
import { productPage, shelfPages } from './shop.ts';
import { notFoundPage, subscribePage } from './subscribe.ts';

/** Every page of the paper. */
export function allPages(site: Site): readonly Page[] {
  return [
    frontPage(site),
    ...SECTIONS.map((section) => sectionPage(site, section)),
    ...site.articles.map((article) => articlePage(site, article)),
    subscribePage(),
    privacyPage(site),
    ...shelfPages(site),
    ...site.products.map((product) => productPage(site, product)),
    cartPage(),
    checkoutPage(),
    thanksPage(),
    notFoundPage(),
  ];
}
