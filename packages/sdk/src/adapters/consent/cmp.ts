import { guard, type Page } from '../lib/page.ts';
import { decide, type Mapping } from './opinion.ts';
import { ownRecipe, RECIPES } from './recipes.ts';
import { createVoice } from './voices.ts';

/** What `data-cmp` may say. */
export interface CmpSettings {
  /** `onetrust`, `cookiebot`, `usercentrics` or `didomi`. */
  readonly recipe: string;
  /** Instead of a recipe: a global function that answers with `{storage: true, …}`. */
  readonly call: string;
  /** Events on the window after which to ask, besides the recipe's own. */
  readonly on: readonly string[];
  /** Which categories each purpose needs; purposes given here replace the recipe's. */
  readonly map: Mapping;
}

/** Follows a consent product by a recipe, or by a function of the site. */
export function startCmp(win: Page, settings: Partial<CmpSettings>): void {
  const { recipe: name = '', call, map, on = [] } = settings;
  const say = createVoice(win, 'cmp');
  const recipe = call ? ownRecipe(call, []) : Object.hasOwn(RECIPES, name) && RECIPES[name];
  if (!recipe) {
    console.warn(`Inkling: data-cmp names the recipe "${name}"; known: ${Object.keys(RECIPES)}.`);
    return;
  }
  const mapping = { ...recipe.map, ...map };
  const look = guard((event?: unknown) => {
    const answer = recipe.read(win, Object(event).detail);
    if (answer) say(decide(mapping, answer));
  });
  for (const type of [...recipe.on, ...on]) win.addEventListener(type, look);
  recipe.watch?.(win, look);
  look();
}
