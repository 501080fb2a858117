/** Where a visit came from, in one word. */
export type Channel = 'search' | 'social' | 'email' | 'ai' | 'internal' | 'referral' | 'direct';

const host = (names: string): RegExp => new RegExp(`(^|\\.)(${names})(\\.|$)`);

// In this order: mail and assistants live on hosts of search engines, too.
const KINDS: readonly (readonly [Channel, RegExp])[] = [
  [
    'email',
    host('e-?mail|newsletter|webmail|mail\\.\\w+|outlook|proton|gmail|google\\.android\\.gm'),
  ],
  [
    'ai',
    host(
      '^ai$|^llm$|chatgpt|openai|perplexity|claude|gemini|copilot|deepseek|grok|mistral|meta\\.ai',
    ),
  ],
  [
    'social',
    host(
      'social|facebook|fb|instagram|twitter|t\\.co|x\\.com|linkedin|lnkd|reddit|pinterest|tiktok|' +
        'youtube|threads|bsky|mastodon|whatsapp|telegram|t\\.me|vk|xing',
    ),
  ],
  [
    'search',
    host(
      'organic|(?<!\\w\\.(?<!www\\.))google|googlequicksearchbox|bing|duckduckgo|ecosia|qwant|' +
        'startpage|baidu|yandex|naver|kagi|search\\.\\w+',
    ),
  ],
];

/**
 * @param names - Campaign medium, campaign source and the referrer's host; the first one that is
 *   known decides.
 * @returns `undefined` when none is known.
 */
export function channelOf(names: readonly string[]): Channel | undefined {
  for (const name of names) {
    const kind = KINDS.find(([, known]) => known.test(name.toLowerCase()));
    if (kind) return kind[0];
  }
  return undefined;
}
