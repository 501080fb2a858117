import { readFileSync } from 'node:fs';

/** The shelves of the shop, in the order of its navigation. */
export const SHELVES = [
  { id: 'prints', name: 'Prints' },
  { id: 'notebooks', name: 'Notebooks' },
  { id: 'tea', name: 'Tea' },
] as const;

/** How a product is drawn: colours are class names of `style/art.css`. */
export type Picture =
  | { readonly kind: 'print'; readonly art: string }
  | { readonly kind: 'notebook'; readonly cover: string; readonly band: string }
  | { readonly kind: 'tea'; readonly tin: string; readonly label: string };

/** One thing that the shop sells. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: (typeof SHELVES)[number]['id'];
  /** In euros. */
  readonly price: number;
  readonly summary: string;
  readonly details: string;
  readonly picture: Picture;
}

/** Reads the shop's stock from a JSON file of ours, which is trusted to have the right shape. */
export function readProducts(file: string): readonly Product[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Product[];
}

/** Where a product's page lies. */
export function productPath(product: Product): string {
  return `/shop/${product.id}/`;
}

/** A price as the shop prints it: `€ 9.50`. */
export function euros(price: number): string {
  return `€\u00a0${price.toFixed(2)}`;
}
