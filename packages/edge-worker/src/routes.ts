import type { Call } from './context.ts';
import { getExport, postImport } from './handlers/export.ts';
import { getMetrics } from './handlers/get-metrics.ts';
import { getBundle, getKeys, getKill, getRules } from './handlers/get-published.ts';
import { getUsage } from './handlers/get-usage.ts';
import { getUnsigned, postRotate, putKeys } from './handlers/keys.ts';
import { postReport } from './handlers/post-report.ts';
import {
  getDiff,
  getDraft,
  getVersion,
  getVersions,
  postPublish,
  postRollBack,
  putDraft,
  putKill,
  putRules,
} from './handlers/rules.ts';
import { deleteSite, deleteToken, getAudit, getTokens, postToken } from './handlers/sites.ts';

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
  readonly handler: (call: Call) => Promise<Response>;
}

/** Every route below a site. The tests of who may do what walk this table. */
export const SITE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rules.json', needs: 'open', handler: getRules },
  { method: 'GET', path: '/env/:env/rules.json', needs: 'open', handler: getRules },
  { method: 'GET', path: '/bundle.json', needs: 'open', handler: getBundle },
  { method: 'GET', path: '/env/:env/bundle.json', needs: 'open', handler: getBundle },
  { method: 'GET', path: '/keys.json', needs: 'open', handler: getKeys },
  { method: 'GET', path: '/kill.json', needs: 'open', handler: getKill },
  { method: 'POST', path: '/reports', needs: 'open', handler: postReport },
  { method: 'GET', path: '/metrics', needs: 'read', handler: getMetrics },
  { method: 'GET', path: '/usage', needs: 'read', handler: getUsage },
  { method: 'PUT', path: '/rules', needs: 'publish', handler: putRules },
  { method: 'GET', path: '/draft', needs: 'read', handler: getDraft },
  { method: 'PUT', path: '/draft', needs: 'write', handler: putDraft },
  { method: 'POST', path: '/publish', needs: 'publish', handler: postPublish },
  { method: 'GET', path: '/versions', needs: 'read', handler: getVersions },
  { method: 'GET', path: '/versions/:seq', needs: 'read', handler: getVersion },
  { method: 'GET', path: '/diff', needs: 'read', handler: getDiff },
  { method: 'POST', path: '/rollback', needs: 'publish', handler: postRollBack },
  { method: 'PUT', path: '/kill', needs: 'publish', handler: putKill },
  { method: 'GET', path: '/tokens', needs: 'admin', handler: getTokens },
  { method: 'POST', path: '/tokens', needs: 'admin', handler: postToken },
  { method: 'DELETE', path: '/tokens/:id', needs: 'admin', handler: deleteToken },
  { method: 'GET', path: '/audit', needs: 'admin', handler: getAudit },
  { method: 'POST', path: '/keys/rotate', needs: 'admin', handler: postRotate },
  { method: 'GET', path: '/keys/unsigned', needs: 'admin', handler: getUnsigned },
  { method: 'PUT', path: '/keys', needs: 'admin', handler: putKeys },
  { method: 'GET', path: '/export', needs: 'admin', handler: getExport },
  { method: 'POST', path: '/import', needs: 'bootstrap', handler: postImport },
  { method: 'DELETE', path: '', needs: 'admin', handler: deleteSite },
];
