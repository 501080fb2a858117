import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './react-app.ts';

export function hydrate(root: Element, serverSegments: readonly string[]): () => void {
  const onRecoverableError = (error: unknown): void => console.error(error);
  const app = createElement(App, { serverSegments });
  const mounted = hydrateRoot(root, app, { onRecoverableError });
  return () => mounted.unmount();
}
