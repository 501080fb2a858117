import { useState } from 'preact/hooks';
import type { Overview } from '../api/load-overview.ts';

/** The tag that a site pastes. */
export function snippet(site: string, origin: string): string {
  return `<script async src="${origin}/v1/sdk.js"\n        data-site="${site}" data-edge="${origin}"></script>`;
}

/** What a site sees before its first page view: the tag, and a light that turns green by itself. */
export function EmptyState({ win, overview }: { win: Window; overview: Overview }) {
  const [copied, setCopied] = useState(false);
  const code = snippet(overview.site, win.location.origin);
  const copy = (): void => {
    void win.navigator.clipboard.writeText(code).then(() => setCopied(true));
  };
  const views = overview.period.pageViews;
  return (
    <section class="empty">
      <h2>Put Inkling on your pages</h2>
      <p>Paste this into the head of every page:</p>
      <pre tabindex={0}>
        <code>{code}</code>
      </pre>
      <p>
        <button type="button" class="primary" onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </button>
      </p>
      <p class={`light ${views > 0 ? 'on' : ''}`} role="status">
        {views > 0
          ? 'The first page view has come.'
          : 'Waiting for the first page view of a visitor who has agreed to be counted…'}
      </p>
      {!overview.rules && (
        <p>
          No rules are published yet. <code>inkling publish</code> or a{' '}
          <code>PUT /v1/sites/{overview.site}/rules</code> does that.
        </p>
      )}
    </section>
  );
}
