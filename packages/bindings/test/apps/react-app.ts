import {
  InklingProvider,
  Segment,
  useExperience,
  useSegment,
  useSegments,
} from '@inkling/bindings/react';
import { createElement as h, type ReactNode, useState } from 'react';

function Page(): ReactNode {
  const [clicks, setClicks] = useState(0);
  return h(
    'main',
    null,
    h('p', { id: 'hook' }, useSegment('keen-shopper') ? 'keen' : 'everybody'),
    h('p', { id: 'variant' }, useExperience('delivery-offer') ?? 'none'),
    h('p', { id: 'list' }, useSegments().join(' ') || 'none'),
    h(
      'p',
      { id: 'element' },
      h(Segment, { name: 'keen-shopper', fallback: 'everybody' }, h('em', null, 'keen')),
    ),
    h('button', { type: 'button', onClick: () => setClicks(clicks + 1) }, `${clicks} clicks`),
  );
}

export function App({ serverSegments }: { readonly serverSegments: readonly string[] }): ReactNode {
  return h(InklingProvider, { serverSegments }, h(Page));
}
