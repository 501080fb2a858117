import { createApp } from './vue-app.ts';

export function hydrate(root: Element, serverSegments: readonly string[]): () => void {
  const app = createApp(serverSegments);
  app.mount(root);
  return () => app.unmount();
}
