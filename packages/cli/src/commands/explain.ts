import { createCalendar } from '@inkling/engine';
import { explain as explainSegment } from '@inkling/engine/explain';
import {
  compileRules,
  describeExplanation,
  type Rules,
  type SegmentRule,
  wordOptions,
} from '@inkling/rules';
import type { Command } from 'commander';
import { percentileSignals } from '../backtest/population.ts';
import { CliError } from '../errors.ts';
import { explainJson } from '../explain/explain-json.ts';
import { wordExplained } from '../explain/word-explained.ts';
import { createAssignSessions } from '../history/assign-sessions.ts';
import { openEngine } from '../history/open-engine.ts';
import { orderEvents } from '../history/order-events.ts';
import type { RawEvent } from '../input/raw-event.ts';
import type { Io } from '../io.ts';
import { examples } from '../output/examples.ts';
import { nearest } from '../output/nearest.ts';
import { isoInstant } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';
import {
  addEventOptions,
  type EventFlags,
  openEvents,
  parseInstantFlag,
  readPopulation,
} from './event-options.ts';
import { addSessionOptions, type SessionFlags, withSessionFlags } from './session-options.ts';

interface ExplainFlags extends EventFlags, SessionFlags {
  readonly rules: string;
  readonly visitor: string;
  readonly at?: number;
  readonly recordedFrom?: number;
  readonly population?: string;
  readonly json: boolean;
}

/** `inkling explain`: why one visitor is, or is not, in a segment. */
export function addExplain(program: Command, context: CommandContext): void {
  const command = program
    .command('explain')
    .summary('say why a visitor is in a segment')
    .description(
      'Says why a visitor is in a segment or not: each condition, its value, until when.',
    )
    .argument('[segments...]', 'segments to explain (default: all)')
    .requiredOption('--rules <file>', 'rule file')
    .requiredOption('--visitor <id>', "the visitor's id in the events");
  addEventOptions(command)
    .option(
      '--at <instant>',
      "instant to explain (default: the visitor's last event)",
      parseInstantFlag,
    )
    .option(
      '--recorded-from <instant>',
      'history is incomplete before this instant',
      parseInstantFlag,
    );
  addSessionOptions(command)
    .option('--population <file>', 'breakpoints for percentiles: a file, or a backtest report')
    .option('--json', 'print {"visitor", "at", "segments"} as JSON', false)
    .addHelpText(
      'before',
      examples([
        'inkling explain loyal --rules rules.json --events events.ndjson --visitor v1',
        'inkling explain --rules rules.json --events e.csv.gz --visitor v1 --at 2026-03-01T12:00Z',
      ]),
    )
    .action((segments: readonly string[], flags: ExplainFlags) =>
      explain(segments, flags, context),
    );
}

async function explain(
  segments: readonly string[],
  flags: ExplainFlags,
  { io }: CommandContext,
): Promise<void> {
  const { rules: written } = await readRulesFile(flags.rules, io);
  const rules = withSessionFlags(written, flags);
  const asked = findSegments(segments, rules);
  const history = await readHistory(flags, rules, io);
  const at = flags.at ?? (history.at(-1)?.t as number);
  if ((history[0]?.t as number) > at) {
    throw new CliError('usage', `${flags.visitor} has no event up to ${isoInstant(at)}.`);
  }
  const population =
    flags.population === undefined ? {} : await readPopulation(flags.population, io);
  const missing = [...percentileSignals(rules)].filter((signal) => !(signal in population));
  if (missing.length > 0) {
    const hint = 'one visitor gives none; --population FILE takes those of a backtest --json';
    io.err(`no breakpoints for percentiles of ${missing.join(', ')}: ${hint}\n`);
  }
  const engine = openEngine(
    compileRules(rules),
    flags.recordedFrom === undefined ? null : { all: flags.recordedFrom },
    population,
  );
  for (const event of history) if (event.t <= at) engine.add(event);
  engine.advance(at);
  const options = { ...wordOptions(rules), now: at };
  const told = asked.map((rule) => {
    const found = explainSegment(engine, rule.id);
    return [found, describeExplanation(rule, found, options)] as const;
  });
  if (flags.json) {
    const segments = told.map(([found, words]) => explainJson(found, words));
    return writeJson({ visitor: flags.visitor, at: isoInstant(at), segments }, io);
  }
  const words = told.map(([found, words]) => wordExplained(found, words));
  await io.out(`${flags.visitor} at ${isoInstant(at)}\n${words.join('')}`);
}

function findSegments(names: readonly string[], { segments }: Rules): readonly SegmentRule[] {
  const ids = segments.map(({ id }) => id);
  const unknown = names.find((name) => !ids.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, ids);
    const hint = near === null ? `the file has ${ids.join(', ')}` : `did you mean "${near}"?`;
    throw new CliError('usage', `no segment "${unknown}"; ${hint}`);
  }
  return names.length === 0 ? segments : segments.filter(({ id }) => names.includes(id));
}

async function readHistory(flags: ExplainFlags, rules: Rules, io: Io) {
  const source = await openEvents(flags, io);
  const own: RawEvent[] = [];
  for await (const batch of source.batches) {
    for (const event of batch) if (event.visitor === flags.visitor) own.push(event);
  }
  if (own.length === 0) {
    throw new CliError('usage', `no events of visitor "${flags.visitor}"`, {
      file: flags.events.join(', '),
    });
  }
  const calendar = createCalendar(compileRules(rules).zone);
  return createAssignSessions(rules.session, calendar)(orderEvents(own));
}
