import type { Config } from '../../src/lib/config.ts';

/** What the tag of a site says that allows everything until refused. */
export const CONFIG: Config = {
  site: 's',
  edge: 'https://edge.example',
  env: undefined,
  consent: 'granted',
  pages: 'auto',
  query: [],
  dataLayer: 'dataLayer',
  graceMs: 5_000,
  recordedFrom: 0,
  page: {},
  base: '',
};
