declare module '*.svelte' {
  import type { Component } from 'svelte';

  const App: Component<{ serverSegments: readonly string[] }>;
  // biome-ignore lint/style/noDefaultExport: Svelte's compiler makes one.
  export default App;
}
