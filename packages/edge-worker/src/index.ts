import { createWorker } from './app.ts';
import { compileRuleFile } from './rules/compile-rule-file.ts';

export { SiteObject } from './objects/site-object.ts';
export { TallyObject } from './objects/tally-object.ts';

export default createWorker({
  now: () => Date.now(),
  compile: compileRuleFile,
  log: (entry) => console.log(JSON.stringify(entry)),
});
