import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from './format-csv';

/** What `csvRow` puts before a formula. */
const armed = /(^|[;\t\r\n])'(?=[\s\p{Cc}\p{Cf}]*[=+\-@\t\r|%＝＋－＠｜％﹦﹢﹣﹫﹪])/gu;

describe('CSV', () => {
  it('disarms formulas in text and leaves numbers alone', () => {
    expect(csvRow(['=1+1', '+x', '-2', '@a', ' =1', 'plain', -2])).toBe(
      "'=1+1,'+x,'-2,'@a,' =1,plain,-2\r\n",
    );
  });

  it('disarms what another locale’s separator would begin', () => {
    expect(csvRow(["A;=cmd|' /C calc'!A0;B", 'a; -5', 'x;y'])).toBe(
      `"A;'=cmd|' /C calc'!A0;B","a;' -5","x;y"\r\n`,
    );
  });

  const opener = fc.constantFrom(...'=+-@|%＝＋－＠｜％﹦﹢﹣﹫﹪');
  const unseen = fc.string({
    unit: fc.constantFrom(
      ...[' ', '\t', '\n', '\r', '\0', '\u0001', '\u001f', '\u007f', '\u0085', '\u00a0', '\u00ad'],
      ...['\u200b', '\u200e', '\u202e', '\u2060', '\u3000', '\ufeff', '\u{e0001}'],
    ),
    maxLength: 5,
  });

  it('disarms every sign that begins a formula, wide or small, behind whatever is not seen', () => {
    fc.assert(
      fc.property(unseen, opener, fc.string({ unit: 'grapheme' }), (before, sign, after) => {
        const [[cell = ''] = []] = parse(csvRow([`${before}${sign}${after}`]), { record_delimiter: '\r\n' });
        expect(cell.startsWith("'")).toBe(true);
      }),
    );
  });

  it('leaves text that begins otherwise as it is', () => {
    const letter = fc.constantFrom(...'aZ9é文(＿');
    fc.assert(
      fc.property(
        unseen,
        letter,
        fc.string({ unit: fc.constantFrom(...'a=+-@ ') }),
        (before, first, after) => {
          const text = `${before.replace(/[\t\r\n]/g, '')}${first}${after}`;
          const [[cell = ''] = []] = parse(csvRow([text, 'x']), { record_delimiter: '\r\n' });
          expect(cell).toBe(text);
        },
      ),
    );
  });

  it('is read back by a CSV reader as it was, but for the disarming apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (cells) => {
        const [read = []] = parse(csvRow(cells), { record_delimiter: '\r\n', relax_column_count: true });
        expect(read.map((cell: string) => cell.replace(armed, '$1'))).toEqual(cells);
      }),
    );
  });
});
