import { hydrate as hydrateApp, unmount } from 'svelte';
import App from './app.svelte';

export function hydrate(target: Element, serverSegments: readonly string[]): () => void {
  const app = hydrateApp(App, { target, props: { serverSegments } });
  return () => void unmount(app);
}
