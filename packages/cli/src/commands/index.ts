import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { addValidate } from './validate.ts';

/** Adds every command, in the order in which help lists them. */
export function addCommands(program: Command, context: CommandContext): void {
  addValidate(program, context);
}
