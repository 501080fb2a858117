import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './react-app.ts';

export async function render(serverSegments: readonly string[]): Promise<string> {
  return renderToString(createElement(App, { serverSegments }));
}
