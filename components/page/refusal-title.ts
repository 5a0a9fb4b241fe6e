/**
 * What a form says of a refusal: where to look, when it says what is wrong beside a field of its own, and otherwise the
 * sentence, which would say the same twice.
 */
export const refusalTitle = (message: string, faults: Record<string, string>, shown: readonly string[]) =>
  shown.some((name) => name in faults) ? 'Please check what is marked.' : message;
