import type { Extra, InkEvent, Program } from '@inkling/engine';
import { METER_EVENT } from '@inkling/engine/assign';
import { createPageTest, decideMeter, decideOffer, meterSince } from '@inkling/engine/decide';
import { createCalendar } from '@inkling/engine/quick';
import { whenShown } from '../capture/when-shown.ts';
import type { IdleParts } from '../idle/parts.ts';
import type { History } from './history.ts';
import type { Plan } from './plan.ts';

/** What meters and offers are decided with. */
export interface MeterParts {
  readonly parts: IdleParts;
  readonly history: History;
  readonly program: () => Program | undefined;
  /** The activated segments. */
  readonly activated: () => readonly string[];
}

/** Answers for the meters and ladders of offers of the program in force. */
export function createMeters({
  parts,
  history,
  program,
  activated,
}: MeterParts): Pick<Plan, 'meter' | 'offer'> {
  const { feed, host, loaders, memberships, record, store } = parts;
  /** The view of this page; none where the site has not said that there is one. */
  const viewOf = (): InkEvent | undefined =>
    [...feed.own.keys()].filter(({ type }) => type === 'page_view').at(-1);

  return {
    async meter(name) {
      await new Promise<void>((resolve) => whenShown(host, resolve));
      const before = program();
      const extra = before?.extra
        ? (await loaders.part<{ readonly extra: Extra }>('extra')).extra.filter
        : undefined;
      // Other tabs count, too.
      history.add((await store.log()?.read(history.cursor())) ?? []);
      const rules = program();
      const meter = rules?.meters?.find(([id]) => id === name);
      const view = viewOf();
      if (!rules || !meter || !view) return null;
      const now = host.clock.now();
      const article = `${view.params[meter[3]] ?? ''}`;
      const { isOpen, ...answer } = decideMeter({
        meter,
        segments: rules.segments,
        members: memberships.current(),
        isPage: article !== '' && createPageTest(meter, rules.zone, extra)(view.params, now),
        article,
        counted: history.counted(name, meterSince(meter, createCalendar(rules.zone), now)),
      });
      if (answer.reason === 'free') history.add([record(METER_EVENT, { meter: name, article })]);
      return { ...answer, allowed: isOpen };
    },
    offer(name, value) {
      const { offers = [], segments = [] } = program() ?? {};
      const ladder = offers.find(([id]) => id === name);
      if (!ladder) return null;
      const score = ladder[2] ? value(ladder[2]) : null;
      return decideOffer({
        offers: ladder,
        segments,
        activated: activated(),
        score: typeof score === 'number' ? score : null,
      });
    },
  };
}
