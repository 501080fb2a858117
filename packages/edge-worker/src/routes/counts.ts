import { getAlerts } from '../handlers/get-alerts.ts';
import { getMetrics } from '../handlers/get-metrics.ts';
import { getUsage } from '../handlers/get-usage.ts';
import { postReport } from '../handlers/post-report.ts';
import type { Route } from './route.ts';

/** What browsers send, and what is made of it. */
export const COUNTS_ROUTES: readonly Route[] = [
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
    path: '/alerts',
    needs: 'read',
    about: 'What changed suddenly, what runs out, and which review is due.',
    handler: getAlerts,
  },
  {
    method: 'GET',
    path: '/usage',
    needs: 'read',
    about: 'Reports taken, rows written, and what they cost.',
    query: ['from', 'to'],
    handler: getUsage,
  },
];
