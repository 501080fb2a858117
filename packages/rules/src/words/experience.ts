import type { Caps, Content, Experience, Experiment, NamespacePart } from '../activation.ts';
import { wordShare } from './condition.ts';
import { wordInstant } from './instant.ts';
import { wordLength } from './length.ts';
import { wordList, wordValue } from './list.ts';
import type { WordOptions } from './options.ts';

const MOST_LETTERS = 60;

/**
 * An experience in plain English, such as "Members of Regular reader see in home-offer the text
 * “Read on” (on), except 10 % who are held out. At most once in a session."
 */
export function describeExperience(experience: Experience, options: WordOptions = {}): string {
  const { segment, slot, experiment, holdout, exclusionGroup, coolDownMs, priority } = experience;
  const who = options.nameOf?.(segment) ?? segment;
  const held = holdout > 0 ? `, except ${wordShare(holdout)} who are held out` : '';
  const by = experiment === null ? '' : ` as ${experiment} decides`;
  return [
    `Members of ${who} see in ${slot} ${wordVariants(experience)}${by}${held}.`,
    ...wordAudience(experience),
    ...wordSchedule(experience, options),
    ...wordCaps(experience.caps),
    ...(coolDownMs > 0 ? [`Not again within ${wordLength(coolDownMs)}.`] : []),
    ...(priority === 0 ? [] : [`Its priority is ${priority}.`]),
    ...(exclusionGroup === null ? [] : [`Never beside another one of ${exclusionGroup}.`]),
  ].join(' ');
}

/** An experiment in plain English, such as "Arms: control (50 %) and trial (50 %)." */
export function describeExperiment(experiment: Experiment): string {
  const arms = experiment.arms.map(({ id, weight }) => `${id} (${wordShare(weight)})`);
  return [`Arms: ${wordList(arms, 'and')}.`, ...wordAudience(experiment)].join(' ');
}

function wordVariants({ variants }: Experience): string {
  const parts = variants.map(({ id, weight, content }) => {
    const of = weight === null || variants.length === 1 ? id : `${id}, ${wordShare(weight)}`;
    return `${wordContent(content)} (${of})`;
  });
  return wordList(parts, 'or');
}

function wordContent(content: Content | null): string {
  if (content === null) return "the page's template";
  const { text, html, attributes } = content;
  const said = attributes.map(({ name, value }) => `${name} ${wordValue(value)}`);
  if (text !== null) said.unshift(`the text “${shortened(text)}”`);
  if (html !== null) said.unshift('sanitized HTML');
  const [first, ...rest] = said;
  return rest.length === 0 ? `${first}` : `${first} with ${wordList(rest, 'and')}`;
}

const shortened = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;

function wordAudience({
  coverage,
  namespace,
}: {
  readonly coverage: number;
  readonly namespace: NamespacePart | null;
}): readonly string[] {
  const part =
    namespace &&
    `Only those between ${wordShare(namespace.from)} and ${wordShare(namespace.to)} of the namespace ${namespace.name}.`;
  return [
    ...(coverage < 1 ? [`${wordShare(coverage)} of visitors take part.`] : []),
    ...(part ? [part] : []),
  ];
}

function wordSchedule({ schedule }: Experience, options: WordOptions): readonly string[] {
  const { from, to } = schedule;
  const [start, end] = [from, to].map((t) => (t === null ? null : wordInstant(t, options)));
  if (start && end) return [`From ${start} until ${end}.`];
  if (start) return [`From ${start} on.`];
  return end ? [`Until ${end}.`] : [];
}

function wordCaps({ session, day, ever }: Caps): readonly string[] {
  const parts = [
    ...(session === null ? [] : [`${times(session)} in a session`]),
    ...(day === null ? [] : [`${times(day)} a day`]),
    ...(ever === null ? [] : [`${times(ever)} ever`]),
  ];
  return parts.length > 0 ? [`At most ${wordList(parts, 'and')}.`] : [];
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
