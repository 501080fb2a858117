/** Property names that never leave the SDK, which the build may therefore make short. */
export const PRIVATE_NAMES: readonly string[] = ['placeholderName'];
