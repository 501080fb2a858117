import { createGuard } from './lib/guard.ts';
import { startInkling } from './start.ts';

createGuard(() => {})(startInkling)(window);
