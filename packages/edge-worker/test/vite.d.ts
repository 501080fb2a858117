// What Vite gives modules in tests.

declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is how Vite exports a file's text.
  export default text;
}

interface ImportMeta {
  glob<T>(
    files: string | readonly string[],
    options: { query: string; import: string; eager: true },
  ): Record<string, T>;
}
