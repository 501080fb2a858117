/** What a site says in the attributes of its script tag. */
export interface Config {
  /** The site's id at the edge. */
  readonly site: string;
  /** Where rules come from and reports go, without a slash at the end. */
  readonly edge: string;
  /** Environment whose rules are taken; `undefined` for whichever the edge gives. */
  readonly env: string | undefined;
  /** `granted`: everything is allowed until refused. Else memory only until the visitor agrees. */
  readonly consent: string | undefined;
  /** `manual`: page views only by `page()`. */
  readonly pages: string | undefined;
  /** Query keys that may be stored besides the campaign ones. */
  readonly query: readonly string[];
  /** Name of the array that tag managers read. */
  readonly dataLayer: string;
  /** An act counts as engagement for so long, ms. */
  readonly graceMs: number;
  /**
   * Since when Inkling has run at this origin, ms since the epoch: a browser without history is
   * taken to have none since then. `undefined`: it is known from its first event only.
   */
  readonly recordedFrom: number | undefined;
  /** Page metadata: `section`, `tags`, `author`, `free`, `product`. */
  readonly page: Readonly<Record<string, string | undefined>>;
  /** Where the other chunks lie, with a slash at the end. */
  readonly base: string;
}

const DEFAULT_GRACE_S = 5;

/**
 * Reads the configuration from the script's own element.
 *
 * The element is taken only if it really is a script: an image named `currentScript` must not
 * decide where rules come from.
 *
 * @returns `undefined` when the page holds no script of ours that names a site.
 */
export function readConfig(win: Window & typeof globalThis): Config | undefined {
  const doc = win.document;
  const script = [doc.currentScript, ...doc.querySelectorAll('script[data-site]')].find(
    (element) => element instanceof win.HTMLScriptElement && element.dataset.site,
  ) as HTMLScriptElement | undefined;
  if (!script) return undefined;
  const { dataset } = script;
  const { site = '', env, consent, pages, query = '', layer = 'dataLayer', grace } = dataset;
  const base = new URL('.', script.src || doc.baseURI).href;
  return {
    site,
    edge: dataset.edge ?? new URL('..', base).href.slice(0, -1),
    env,
    consent,
    pages,
    query: query.split(/[\s,]+/),
    dataLayer: layer,
    graceMs: (Number(grace) || DEFAULT_GRACE_S) * 1000,
    recordedFrom: dataset.recordedFrom ? Date.parse(dataset.recordedFrom) || 0 : undefined,
    page: dataset,
    base,
  };
}
