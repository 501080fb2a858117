import type { Article } from './article.ts';
import type { Html } from './html.ts';
import type { Product } from './product.ts';

/** All that the pages are made of. */
export interface Site {
  /** Origin of Inkling's edge, without a slash at the end. */
  readonly edge: string;
  readonly articles: readonly Article[];
  readonly products: readonly Product[];
  /** The segments of the paper's rules, in their own words. */
  readonly segments: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
  }[];
  /** The illustrations by name: what stands inside an `<svg>` of 480 × 300. */
  readonly art: ReadonlyMap<string, string>;
  /** Inkling's boot script, to stand inline; `null` when the SDK has not been built. */
  readonly boot: string | null;
  /** Paths of the built files, with their hashes. */
  readonly assets: { readonly style: string; readonly site: string; readonly demo: string };
}

/** One file of the site. */
export interface Page {
  /** Site path, with a slash at both ends; `/404.html` is the one exception. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Which entry of the navigation is the current one. */
  readonly area: string;
  readonly main: Html;
  /** Structured data, each put into a JSON-LD block of its own. */
  readonly data?: readonly object[];
}
