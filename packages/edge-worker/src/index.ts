import { createApp } from './app.ts';
import { compileRuleFile } from './rules/compile-rule-file.ts';

export { SiteObject } from './objects/site-object.ts';
export { TallyObject } from './objects/tally-object.ts';

export default createApp({
  now: () => Date.now(),
  compile: compileRuleFile,
  log: (entry) => console.log(JSON.stringify(entry)),
});
