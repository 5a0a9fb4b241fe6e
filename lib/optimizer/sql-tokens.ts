/** A word in lower case, a sign, `''` for any text, `""` for a quoted name, a number, or a parameter. */
export type Token = { text: string /** How many parentheses it stands in. */; depth: number };

/** Comments; texts in quotes, with escapes, in dollars; quoted names; parameters; numbers; words; any other sign. */
const part =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(?<escaped>\b[eE]'(?:[^'\\]|''|\\[\s\S])*')|(?<text>'(?:[^']|'')*')|(?<dollars>\$(?<tag>[A-Za-z_]\w*)?\$[\s\S]*?\$\k<tag>\$)|(?<name>"(?:[^"]|"")*")|(?<parameter>\$\d+)|(?<number>\d+(?:\.\d+)?)|(?<word>[\p{L}_][\p{L}\w$]*)|(?<sign>\S)/gu;

/**
 * SQL in parts, without comments and without what stands in quotes. Not a parser: it tells words of the language from texts,
 * and what stands in parentheses from what does not.
 */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const { groups } of sql.matchAll(part)) {
    const text = tokenText(groups ?? {});
    if (text === null) continue;
    if (text === ')') depth -= 1;
    tokens.push({ text, depth });
    if (text === '(') depth += 1;
  }
  return tokens;
}

function tokenText({
  escaped,
  text,
  dollars,
  name,
  parameter,
  number,
  word,
  sign,
}: Record<string, string | undefined>): string | null {
  if (escaped !== undefined || text !== undefined || dollars !== undefined) return "''";
  if (name !== undefined) return '""';
  return parameter ?? number ?? word?.toLowerCase() ?? sign ?? null;
}

/** Where a run of tokens begins, one after the other; −1 where it does not occur. */
export const findRun = (tokens: readonly Token[], run: readonly string[]): number =>
  tokens.findIndex((_, place) => run.every((text, step) => tokens[place + step]?.text === text));

export const hasWord = (tokens: readonly Token[], word: string): boolean =>
  tokens.some(({ text }) => text === word);
