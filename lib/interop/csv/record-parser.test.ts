import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, RecordParser } from './record-parser';

function parse(text: string, pieceLength = text.length || 1): CsvRecord[] {
  const parser = new RecordParser();
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    records.push(...parser.push(text.slice(at, at + pieceLength)));
  return [...records, ...parser.push('', true)];
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '😀'), maxLength: 8 });

describe('RecordParser', () => {
  it('reads back whatever was quoted, in pieces of any length', () => {
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        (written, end, piece) => {
          const text = written.map((row) => row.map(quote).join(',') + end).join('');
          const read = parse(text, piece).map((record) =>
            'cells' in record ? record.cells : record.problem,
          );
          expect(read).toEqual(written);
        },
      ),
    );
  });

  it('gives each record the line it starts on, past quoted line breaks and blank lines', () => {
    const lines = parse('a,b\n"x\ny",2\n\nlast,1').map((record) => record.line);
    expect(lines).toEqual([1, 2, 5]);
  });

  it('loses one line to a quote that is never closed, and none of the good ones', () => {
    const good = Array.from({ length: 20_000 }, (_, n) => `row,${n}`);
    const records = parse(['h,i', 'a,"open', ...good].join('\n'), 10_000);
    expect(records.filter((record) => 'problem' in record)).toEqual([
      { line: 2, problem: 'a quote is opened and never closed' },
    ]);
    expect(records).toHaveLength(20_002);
  });

  it('refuses endless lines, NUL and text that is not UTF-8, and goes on', () => {
    const records = parse(`a\n${'x'.repeat(200_000)}\nb\0\nc\uFFFD\nd`, 5_000);
    expect(records.map((record) => ('problem' in record ? record.line : record.cells))).toEqual([
      ['a'],
      2,
      3,
      4,
      ['d'],
    ]);
  });
});
