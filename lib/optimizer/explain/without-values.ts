/** Names in double quotes stay; text in quotes, numbers and yes-or-no values go. A $1 is a place, no value. */
const values =
  /"(?:[^"]|"")*"|[EBX]?'(?:[^']|'')*'|(?<![\w$.])\d+(?:\.\d*)?(?:e[+-]?\d+)?(?!\w)|\b(?:true|false)\b/gi;

/** A condition as the server writes it, without anything in it that somebody's row holds. */
export const withoutValues = (condition: string): string =>
  condition.replace(values, (found) => (found.startsWith('"') ? found : '…'));
