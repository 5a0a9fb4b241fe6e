/** Says that what was typed behind `ops` makes no sense to its area, and how that is used. Answers with the exit code. */
export function wrongUsage(area: string, args: readonly string[], help: string): 2 {
  console.error(
    `“${[area, ...args].join(' ')}” is no command: a word or value is missing, unknown or of the wrong kind.\n\n${help}`,
  );
  return 2;
}
