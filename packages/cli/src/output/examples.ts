/** Text that stands above a command's usage: people read examples first. */
export function examples(lines: readonly string[]): string {
  return ['Examples:', ...lines.map((line) => `  ${line}`), '', ''].join('\n');
}
