/** Lets the visitor keep a text as a file. */
export function download(
  win: Window & typeof globalThis,
  name: string,
  type: string,
  text: string,
): void {
  const link = win.document.createElement('a');
  link.href = win.URL.createObjectURL(new win.Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser begins to read it later.
  win.setTimeout(() => win.URL.revokeObjectURL(link.href), 60_000);
}
