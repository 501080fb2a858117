const within = '30d';

/** The lab's rule file: segments that tell from outside how many events the engine has seen. */
export const LAB_RULES = {
  format: 1,
  site: 'daily-ink',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  segments: {
    seen: { name: 'Seen', enter: { count: 'page_view', within, gte: 1 } },
    ten: { name: 'Ten', enter: { count: 'lab', within, gte: 10 } },
    'all-8000': { name: 'All 8,000', enter: { count: 'lab', within, gte: 8000 } },
    'over-8000': { name: 'Over 8,000', enter: { count: 'lab', within, gte: 8001 } },
    reader: { name: 'Reader', enter: { engaged: true, within, gte: '30s' } },
  },
};
