/**
 * One CSV line (RFC 4180, CRLF). Text that a spreadsheet would take for a formula gets a leading apostrophe;
 * numbers stay numbers.
 */
export function csvRow(cells: (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * Also after what a spreadsheet of another locale takes for the end of a cell, behind blanks and what is not seen (control
 * and format characters, such as U+200B), and in the wide and small forms that East Asian input makes of the same signs.
 */
const startOfFormula = /(^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@\t\r|%＝＋－＠｜％﹦﹢﹣﹫﹪])/gu;

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = value.replace(startOfFormula, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
