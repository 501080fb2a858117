/** Placeholder until the SDK's build exists. */
export async function size(_args: readonly string[]): Promise<number> {
  return 1;
}
