import type { Command } from 'commander';
import { addApprove } from './approve.ts';
import { addBacktest } from './backtest.ts';
import type { CommandContext } from './context.ts';
import { addDiff } from './diff.ts';
import { addExplain } from './explain.ts';
import { addLint } from './lint.ts';
import { addNew } from './new.ts';
import { addPublish } from './publish.ts';
import { addRollback } from './rollback.ts';
import { addRollout } from './rollout.ts';
import { addShadow } from './shadow.ts';
import { addSimulate } from './simulate.ts';
import { addStats } from './stats.ts';
import { addTail } from './tail.ts';
import { addTest } from './test.ts';
import { addValidate } from './validate.ts';

/** Adds every command, in the order in which help lists them. */
export function addCommands(program: Command, context: CommandContext): void {
  addNew(program, context);
  addValidate(program, context);
  addLint(program, context);
  addTest(program, context);
  addBacktest(program, context);
  addSimulate(program, context);
  addExplain(program, context);
  addDiff(program, context);
  addPublish(program, context);
  addShadow(program, context);
  addApprove(program, context);
  addRollout(program, context);
  addRollback(program, context);
  addStats(program, context);
  addTail(program, context);
}
