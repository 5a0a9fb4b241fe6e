import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRun, hasWord, tokensOf } from './sql-tokens';

const texts = (sql: string) => tokensOf(sql).map(({ text }) => text);

describe('SQL in parts', () => {
  it('tells words from texts, names, comments, numbers and parameters', () => {
    expect(
      texts(`SELECT "Offset", 'it''s OFFSET' /* offset */ FROM t -- limit\nWHERE a>=$1 AND b = 1.5`),
    ).toEqual(['select', '""', ',', "''", 'from', 't', 'where', 'a', '>', '=', '$1', 'and', 'b', '=', '1.5']);
    expect(texts("E'a\\'OR b' $$ or ' $$ $x$ or $$ $x$ $1 $2")).toEqual(["''", "''", "''", '$1', '$2']);
  });

  it('knows in how many parentheses each stands', () => {
    expect(tokensOf('a (b (c) d) e').filter(({ text }) => /\w/.test(text))).toEqual([
      { text: 'a', depth: 0 },
      { text: 'b', depth: 1 },
      { text: 'c', depth: 2 },
      { text: 'd', depth: 1 },
      { text: 'e', depth: 0 },
    ]);
  });

  it('sees nothing of what stands in any text, name or comment', () => {
    fc.assert(
      fc.property(fc.string(), (inside) => {
        const quoted = `'${inside.replaceAll("'", "''")}' "${inside.replaceAll('"', '""')}"`;
        const comment = `/* ${inside.replaceAll('*/', '')} */`;
        expect(texts(`a ${quoted} ${comment} b`)).toEqual(['a', "''", '""', 'b']);
      }),
    );
  });

  it('finds words and runs of them', () => {
    const tokens = tokensOf('SELECT x WHERE id NOT IN (SELECT y)');
    expect(findRun(tokens, ['not', 'in', '(', 'select'])).toBe(4);
    expect(findRun(tokens, ['in', 'not'])).toBe(-1);
    expect([hasWord(tokens, 'where'), hasWord(tokens, 'or')]).toEqual([true, false]);
  });
});
