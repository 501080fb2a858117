export type { Metric, Report, ReportRow } from './row.ts';
