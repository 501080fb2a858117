import * as code from '../code.ts';
import type { InkEvent, JsonValue } from '../event.ts';
import { fieldOf, isScalar } from '../field.ts';
import { pushNumber, type Stream } from '../stream.ts';

/** Puts what an event tells a stream of a kind beyond the core; false when it tells nothing. */
export function readExtra(stream: Stream, event: InkEvent, bits: number): boolean {
  const { kind, field } = stream;
  const { type, params } = event;
  if (kind === code.MONEY) {
    const amount = moneyOf(type, params, field);
    if (amount === undefined || !isScalar(amount)) return false;
    pushNumber(stream, amount);
    return true;
  }
  if (kind === code.TRAIT) {
    const setting = settingOf(params, field);
    if (setting === undefined) return false;
    stream.v.push(setting);
    return true;
  }
  stream.c.push(bits);
  stream.v.push(kind === code.VIEWS ? viewOf(event) : ((field && fieldOf(params, field)) ?? null));
  return true;
}

/** What an event sets; null where it takes a setting back, nothing where it leaves it alone. */
function settingOf(params: InkEvent['params'], key: string): JsonValue | undefined {
  if (!Object.hasOwn(params, key)) return undefined;
  const value = params[key]!;
  return Array.isArray(value) ? value.filter(isScalar) : isScalar(value) ? value : null;
}

/** The tab, the page and the engaged ms or the depth that an event of a page view tells of. */
function viewOf({ id, type, params }: InkEvent): JsonValue {
  const page = isScalar(params.page) ? params.page : type === 'page_view' ? id[1] : null;
  const amount = params[type === 'scroll' ? 'percent_scrolled' : 'engagement_time_msec'];
  return [id[0], page, typeof amount === 'number' && isScalar(amount) ? amount : 0];
}

function moneyOf(type: string, params: InkEvent['params'], currency: string): number | undefined {
  const { value } = params;
  if (typeof value !== 'number' || (params.currency ?? currency) !== currency) return undefined;
  return type === 'refund' ? -value : value;
}
