import {
  getBlob,
  getBundle,
  getKeys,
  getKill,
  getPopulation,
  getRules,
} from '../handlers/get-published.ts';
import type { Route } from './route.ts';

/** What browsers fetch. */
export const SERVING_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/rules.json',
    needs: 'open',
    about: 'The published bundle, as the browser evaluates it. `ETag`, 304.',
    handler: getRules,
  },
  {
    method: 'GET',
    path: '/env/:env/rules.json',
    needs: 'open',
    about: 'The same of an environment by name.',
    handler: getRules,
  },
  {
    method: 'GET',
    path: '/bundle.json',
    needs: 'open',
    about: 'The very bytes of `rules.json` in a signed envelope.',
    handler: getBundle,
  },
  {
    method: 'GET',
    path: '/env/:env/bundle.json',
    needs: 'open',
    about: 'The same of an environment by name.',
    handler: getBundle,
  },
  {
    method: 'GET',
    path: '/keys.json',
    needs: 'open',
    about: "The list of keys that may sign, signed by the site's root key.",
    handler: getKeys,
  },
  {
    method: 'GET',
    path: '/kill.json',
    needs: 'open',
    about: 'A signed word that tells open tabs to stop, or to go on.',
    handler: getKill,
  },
  {
    method: 'GET',
    path: '/env/:env/kill.json',
    needs: 'open',
    about: 'The same of an environment by name.',
    handler: getKill,
  },
  {
    method: 'GET',
    path: '/blobs/:name',
    needs: 'open',
    about: 'Signed rules that a bundle names by their hash, as `HASH.json`; they never change.',
    handler: getBlob,
  },
  {
    method: 'GET',
    path: '/population.json',
    needs: 'open',
    about: 'A signed word on which segments are large; made once a day.',
    handler: getPopulation,
  },
];
