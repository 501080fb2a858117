import { createCalendar, type JsonValue } from '@inkling/engine';
import { compileRules, type Rules, type SegmentRule } from '@inkling/rules';
import type { Command } from 'commander';
import { CliError } from '../errors.ts';
import {
  type ExplainedCondition,
  type Explanation,
  explainSegment,
} from '../explain/explain-segment.ts';
import { createAssignSessions } from '../history/assign-sessions.ts';
import { orderEvents } from '../history/order-events.ts';
import type { RawEvent } from '../input/raw-event.ts';
import { readEvents } from '../input/read-events.ts';
import type { Io } from '../io.ts';
import { examples } from '../output/examples.ts';
import { nearest } from '../output/nearest.ts';
import { isoInstant, wordNumber } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';
import {
  addEventOptions,
  type EventFlags,
  parseInstantFlag,
  readOptionsOf,
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

/** Conditions made of others, whose whole text would only repeat what stands below them. */
const HEADS: { readonly [kind in ExplainedCondition['kind']]?: string } = {
  all: 'all of',
  any: 'any of',
  not: 'not',
};

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
  const options = { history, at, recordedFrom: flags.recordedFrom ?? null, population };
  const found = asked.map((segment) => explainSegment(rules, segment, options));
  if (flags.json) {
    return writeJson({ visitor: flags.visitor, at: isoInstant(at), segments: found }, io);
  }
  await io.out(`${flags.visitor} at ${isoInstant(at)}\n${found.map(wordExplanation).join('')}`);
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
  const source = readEvents(flags.events, await readOptionsOf(flags, io), io);
  const own: RawEvent[] = [];
  for await (const batch of source.batches) {
    for (const event of batch) if (event.visitor === flags.visitor) own.push(event);
  }
  if (own.length === 0) {
    throw new CliError('usage', `no events of visitor "${flags.visitor}"`, { file: flags.events });
  }
  const calendar = createCalendar(compileRules(rules).zone);
  return createAssignSessions(rules.session, calendar)(orderEvents(own));
}

function wordValue(value: JsonValue): string {
  if (typeof value === 'number') return wordNumber(value);
  return value === null ? 'absent' : JSON.stringify(value);
}

function wordExplanation(explanation: Explanation): string {
  const { segment, known, since, until } = explanation;
  const state = !known ? 'unknown: recording began too late' : explanation.in ? 'in' : 'not in';
  const parts = [state, since && `since ${since}`, until && `until ${until}`].filter(Boolean);
  const exit = explanation.exit ? `  leaves when\n${wordCondition(explanation.exit, 2)}` : '';
  return `\n${segment}: ${parts.join(', ')}\n${wordCondition(explanation.enter, 1)}${exit}`;
}

function wordCondition(condition: ExplainedCondition, level: number): string {
  const { kind, text, holds, known, value, distance, until, events, of } = condition;
  const mark = !known ? '?' : holds ? '✓' : '✗';
  const facts = [
    value === undefined ? null : `now ${wordValue(value)}`,
    distance && `needs ${distance}`,
    until && `changes by itself at ${until}`,
  ].filter(Boolean);
  const said = HEADS[kind] ?? text;
  const line = `${'  '.repeat(level)}${mark} ${said}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}\n`;
  const newest = (events ?? []).slice(0, 3).map(({ at, type }) => `${type} ${at}`);
  const evidence = newest.length > 0 ? `${'  '.repeat(level + 1)}last: ${newest.join(', ')}\n` : '';
  return line + evidence + of.map((inner) => wordCondition(inner, level + 1)).join('');
}
