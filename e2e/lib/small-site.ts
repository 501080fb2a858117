import type { Stack } from '../../tools/stack/start-stack.ts';
import { type ServedPage, servePage } from './serve-page.ts';

/** Puts rules of its own into force at a stack's edge, which is to serve no other test. */
export async function publishRules({ edgeUrl, token }: Stack, rules: object): Promise<void> {
  const answer = await fetch(`${edgeUrl}/v1/sites/daily-ink/rules`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      format: 1,
      site: 'daily-ink',
      timezone: 'UTC',
      currency: 'EUR',
      ...rules,
    }),
  });
  if (!answer.ok) throw new Error(`The rules were refused: ${await answer.text()}`);
}

/** Serves one page, the same at each address, with boot script and SDK in its head. */
export function serveSmallSite({ edgeUrl }: Stack, body: string, head = ''): Promise<ServedPage> {
  return servePage(`<!doctype html><html lang="en"><meta charset="utf-8"><title>A story</title>
<link rel="icon" href="data:,">${head}<script src="${edgeUrl}/v1/boot.js"></script>
<script async src="${edgeUrl}/v1/sdk.js" data-site="daily-ink" data-edge="${edgeUrl}"
  data-consent="granted" data-recorded-from="2025-01-01" data-markup></script>
<body>${body}</body></html>`);
}
