/** What a visitor downloads, in three figures of brotli-11 bytes. */
export interface Sizes {
  /** The inline script that decides the first frame. */
  readonly boot: number;
  /** The classic script and the demo's compiled rules: all that a decision needs. */
  readonly script: number;
  /** What the demo loads once the page has nothing better to do: also the books of its reports. */
  readonly idle: number;
}

/** One figure as it was accepted, and why it was last allowed to grow. */
export interface Accepted {
  readonly bytes: number;
  readonly reason: string;
}

/** `tools/size-baseline.json`. */
export type Baseline = Readonly<Record<keyof Sizes, Accepted>>;

/** The most that each figure may ever be. */
export const BUDGETS: Sizes = { boot: 1_000, script: 10_000, idle: 4_000 };

/** Growth over the accepted figure that needs no reason. */
const FREE_GROWTH = 0.01;

/**
 * Compares measured sizes with the budgets and with what was accepted last. A figure that was
 * accepted above its budget is a debt: it may shrink, but not grow by a byte.
 *
 * @returns One sentence for each fault; empty when all is well.
 */
export function sizeFaults(sizes: Sizes, accepted: Baseline): string[] {
  return (Object.keys(BUDGETS) as (keyof Sizes)[]).flatMap((name) => {
    const [now, most, before] = [sizes[name], BUDGETS[name], accepted[name].bytes];
    if (now > Math.max(most, before)) return [`${name} has ${now} bytes; its budget is ${most}.`];
    if (now <= before * (1 + FREE_GROWTH)) return [];
    const growth = ((now / before - 1) * 100).toFixed(1);
    return [
      `${name} grew by ${growth} %, from ${before} to ${now} bytes. If that is worth it, ` +
        'state the new figure and the reason in tools/size-baseline.json.',
    ];
  });
}

/** One sentence for each figure that is still above its budget. */
export function sizeDebts(sizes: Sizes, accepted: Baseline): string[] {
  return (Object.keys(BUDGETS) as (keyof Sizes)[]).flatMap((name) => {
    const over = sizes[name] - BUDGETS[name];
    return over > 0 ? [`${name} is ${over} bytes over its budget: ${accepted[name].reason}`] : [];
  });
}
