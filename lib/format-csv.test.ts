import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from './format-csv';

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

  it('is read back by a CSV reader as it was, but for the disarming apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (cells) => {
        const [read = []] = parse(csvRow(cells), { record_delimiter: '\r\n', relax_column_count: true });
        expect(read.map((cell: string) => cell.replace(/(^|[;\t\r\n])'(?=\s*[=+\-@\t\r|%])/g, '$1'))).toEqual(
          cells,
        );
      }),
    );
  });
});
