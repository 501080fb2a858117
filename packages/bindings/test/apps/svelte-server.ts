import { render as renderApp } from 'svelte/server';
import App from './app.svelte';

export async function render(serverSegments: readonly string[]): Promise<string> {
  return renderApp(App, { props: { serverSegments } }).body;
}
