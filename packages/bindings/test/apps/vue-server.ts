import { renderToString } from '@vue/server-renderer';
import { createApp } from './vue-app.ts';

export function render(serverSegments: readonly string[]): Promise<string> {
  return renderToString(createApp(serverSegments));
}
