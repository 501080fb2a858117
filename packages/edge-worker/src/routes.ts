import type * as v from 'valibot';
import type { Call } from './context.ts';
import { getExport, postImport } from './handlers/export.ts';
import { getMetrics } from './handlers/get-metrics.ts';
import { getBundle, getKeys, getKill, getPopulation, getRules } from './handlers/get-published.ts';
import { getUsage } from './handlers/get-usage.ts';
import { getUnsigned, postRotate, putKeys, Signed } from './handlers/keys.ts';
import { postReport } from './handlers/post-report.ts';
import {
  getDiff,
  getDraft,
  getVersion,
  getVersions,
  Kill,
  postPublish,
  postRollBack,
  putDraft,
  putKill,
  putRules,
  RollBack,
} from './handlers/rules.ts';
import {
  deleteSite,
  deleteToken,
  getAudit,
  getTokens,
  postToken,
  Token,
} from './handlers/sites.ts';

/** A route below a site. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/v1/sites/:site`. */
  readonly path: string;
  /**
   * Who may ask: `open` to pages of any origin, without credentials; `bootstrap` to who
   * may create sites; else the scope needed.
   */
  readonly needs: 'open' | 'bootstrap' | 'read' | 'write' | 'publish' | 'admin';
  /** What it does, in a sentence. */
  readonly about: string;
  /** What its query may hold. */
  readonly query?: readonly string[];
  /** What checks its body, where that is small JSON. */
  readonly body?: v.GenericSchema;
  readonly handler: (call: Call) => Promise<Response>;
}

/** Every route below a site. The tests of who may do what walk this table. */
export const SITE_ROUTES: readonly Route[] = [
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
    path: '/population.json',
    needs: 'open',
    about: 'A signed word on which segments are large; made once a day.',
    handler: getPopulation,
  },
  {
    method: 'POST',
    path: '/reports',
    needs: 'open',
    about: 'Counts a report, once: 202 when it is durable.',
    handler: postReport,
  },
  {
    method: 'GET',
    path: '/metrics',
    needs: 'read',
    about: 'Folded rows of a range of days.',
    query: ['from', 'to'],
    handler: getMetrics,
  },
  {
    method: 'GET',
    path: '/usage',
    needs: 'read',
    about: 'Reports taken, rows written, and what they cost.',
    query: ['from', 'to'],
    handler: getUsage,
  },
  {
    method: 'PUT',
    path: '/rules',
    needs: 'publish',
    about: 'Compiles a rule file and publishes it.',
    query: ['env'],
    handler: putRules,
  },
  {
    method: 'GET',
    path: '/draft',
    needs: 'read',
    about: 'The draft, its revision as `ETag`.',
    query: ['env'],
    handler: getDraft,
  },
  {
    method: 'PUT',
    path: '/draft',
    needs: 'write',
    about: 'Saves a draft that compiles, over the revision in `If-Match`.',
    query: ['env'],
    handler: putDraft,
  },
  {
    method: 'POST',
    path: '/publish',
    needs: 'publish',
    about: 'Publishes the draft of the revision in `If-Match`.',
    query: ['env'],
    handler: postPublish,
  },
  {
    method: 'GET',
    path: '/versions',
    needs: 'read',
    about: 'The last hundred versions, the newest first.',
    query: ['env'],
    handler: getVersions,
  },
  {
    method: 'GET',
    path: '/versions/:seq',
    needs: 'read',
    about: 'One version with its rule file.',
    query: ['env'],
    handler: getVersion,
  },
  {
    method: 'GET',
    path: '/diff',
    needs: 'read',
    about: 'What changed between two versions, place by place.',
    query: ['from', 'to', 'env'],
    handler: getDiff,
  },
  {
    method: 'POST',
    path: '/rollback',
    needs: 'publish',
    about: 'Publishes the rules of an older version under a new number.',
    query: ['env'],
    body: RollBack,
    handler: postRollBack,
  },
  {
    method: 'PUT',
    path: '/kill',
    needs: 'publish',
    about: 'Tells open tabs to stop, or to go on.',
    body: Kill,
    handler: putKill,
  },
  {
    method: 'GET',
    path: '/tokens',
    needs: 'admin',
    about: 'Every token there was, without secrets.',
    handler: getTokens,
  },
  {
    method: 'POST',
    path: '/tokens',
    needs: 'admin',
    about: 'Makes a token, which is shown this once. The bootstrap token may, too.',
    body: Token,
    handler: postToken,
  },
  {
    method: 'DELETE',
    path: '/tokens/:id',
    needs: 'admin',
    about: 'Revokes a token, at once.',
    handler: deleteToken,
  },
  {
    method: 'GET',
    path: '/audit',
    needs: 'admin',
    about: 'A hundred entries of the audit log, and whether its chain holds.',
    query: ['after'],
    handler: getAudit,
  },
  {
    method: 'POST',
    path: '/keys/rotate',
    needs: 'admin',
    about: 'Makes a new signing key beside the old one.',
    handler: postRotate,
  },
  {
    method: 'GET',
    path: '/keys/unsigned',
    needs: 'admin',
    about: 'What an outside root key has to sign.',
    handler: getUnsigned,
  },
  {
    method: 'PUT',
    path: '/keys',
    needs: 'admin',
    about: 'Takes the list of keys, signed by the outside root key.',
    body: Signed,
    handler: putKeys,
  },
  {
    method: 'GET',
    path: '/export',
    needs: 'admin',
    about: 'Everything of the site but its secrets, a JSON line for each thing.',
    handler: getExport,
  },
  {
    method: 'POST',
    path: '/import',
    needs: 'bootstrap',
    about: "Fills a site that has published nothing with an export's lines.",
    handler: postImport,
  },
  {
    method: 'DELETE',
    path: '',
    needs: 'admin',
    about: 'Deletes the site and everything of it, at once.',
    handler: deleteSite,
  },
];
