import accountEngagement from '../../templates/account-engagement.json' with { type: 'json' };
import categoryBrowser from '../../templates/category-browser.json' with { type: 'json' };
import crossSell from '../../templates/cross-sell.json' with { type: 'json' };
import engagement from '../../templates/engagement.json' with { type: 'json' };
import featureAdoption from '../../templates/feature-adoption.json' with { type: 'json' };
import intent from '../../templates/intent.json' with { type: 'json' };
import lifecycle from '../../templates/lifecycle.json' with { type: 'json' };
import reEngagement from '../../templates/re-engagement.json' with { type: 'json' };
import repeatBuyer from '../../templates/repeat-buyer.json' with { type: 'json' };
import rfm from '../../templates/rfm.json' with { type: 'json' };
import rfmPercentiles from '../../templates/rfm-percentiles.json' with { type: 'json' };
import usage from '../../templates/usage.json' with { type: 'json' };

/** The five models first, then the use cases. */
const TEMPLATES = {
  rfm,
  'rfm-percentiles': rfmPercentiles,
  lifecycle,
  intent,
  usage,
  engagement,
  'category-browser': categoryBrowser,
  'repeat-buyer': repeatBuyer,
  'cross-sell': crossSell,
  're-engagement': reEngagement,
  'account-engagement': accountEngagement,
  'feature-adoption': featureAdoption,
} as const;

/** The name of a rule file that is ready to start from. */
export type TemplateName = keyof typeof TEMPLATES;

/** Every template's name: the five models first, then the use cases. */
export const templateNames = Object.keys(TEMPLATES) as readonly TemplateName[];

/** Whether there is a template of that name. */
export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(TEMPLATES, name);
}

/**
 * A template as JSON carries it: a whole rule file for `your-site`, in Berlin, in euros.
 *
 * @returns A copy of its own, for the caller to change.
 */
export function loadTemplate(name: TemplateName): { readonly [key: string]: unknown } {
  const copy: unknown = JSON.parse(JSON.stringify(TEMPLATES[name]));
  return copy as { readonly [key: string]: unknown };
}
