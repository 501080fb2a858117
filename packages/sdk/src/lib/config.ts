/** What a site says in the attributes of its script tag. */
export interface Config {
  /** The site's id at the edge. */
  readonly site: string;
  /** Where rules come from and reports go, without a slash at the end. */
  readonly edge: string;
  /** Environment whose rules are taken; `null` for whichever the edge gives. */
  readonly env: string | null;
  /** `required`: memory only until the site passes on the visitor's choice. */
  readonly consent: 'required' | 'granted';
  /** `manual`: page views only by `page()`. */
  readonly pages: 'auto' | 'manual';
  /** Query keys that may be stored besides the campaign ones. */
  readonly query: readonly string[];
  /** Name of the array that tag managers read. */
  readonly dataLayer: string;
  /** An act counts as engagement for so long, ms. */
  readonly graceMs: number;
  /**
   * Since when Inkling has run at this origin, ms since the epoch: a browser without history is
   * taken to have none since then. `null`: it is known from its first event only.
   */
  readonly recordedFrom: number | null;
  /** Page metadata given as `data-section`, `data-tags`, … */
  readonly page: Readonly<Record<string, string>>;
  /** Where the idle chunk lies; `''` when the site bundles the SDK itself. */
  readonly base: string;
}

const PAGE_KEYS = ['section', 'tags', 'author', 'free', 'product'];
const DEFAULT_GRACE_MS = 5_000;

/**
 * Reads the configuration from the script's own element.
 *
 * The element is taken only if it really is a script: an image named `currentScript` must not
 * decide where rules come from.
 *
 * @returns `null` when the page holds no script of ours that names a site.
 */
export function readConfig(doc: Document, win: Window & typeof globalThis): Config | null {
  const isScript = (element: unknown): element is HTMLScriptElement =>
    element instanceof win.HTMLScriptElement && !!element.dataset.site;
  const script = [doc.currentScript, ...doc.querySelectorAll('script[data-site]')].find(isScript);
  if (!script) return null;
  const data = script.dataset;
  const page: Record<string, string> = {};
  for (const key of PAGE_KEYS) if (data[key] !== undefined) page[key] = data[key];
  const base = script.src.replace(/[^/]*$/, '');
  const from = data.recordedFrom;
  return {
    site: data.site ?? '',
    edge: (data.edge ?? new URL('..', base || doc.baseURI).href).replace(/\/$/, ''),
    env: data.env ?? null,
    consent: data.consent === 'granted' ? 'granted' : 'required',
    pages: data.pages === 'manual' ? 'manual' : 'auto',
    query: data.query?.split(/[\s,]+/) ?? [],
    dataLayer: data.layer ?? 'dataLayer',
    graceMs: Number(data.grace) * 1000 || DEFAULT_GRACE_MS,
    recordedFrom: from === undefined ? null : Date.parse(from) || 0,
    page,
    base,
  };
}
