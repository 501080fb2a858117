import { readCart, showCount } from './cart.ts';
import { startCartPage } from './cart-page.ts';
import { startCheckoutPage, startThanksPage } from './checkout-page.ts';
import { startConsent } from './consent.ts';
import { startProduct } from './product.ts';
import { startSubscribe } from './subscribe.ts';

showCount(readCart());
startProduct();
startCartPage();
startCheckoutPage();
startThanksPage();
startSubscribe();
startConsent();
