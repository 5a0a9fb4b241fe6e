import type { ImportReport } from '@/lib/interop/run/finish';

const number = (value: number) => value.toLocaleString('en-US');

/** The report of an import as a person reads it. */
export function describeReport(report: ImportReport): string {
  const columns = ['read', 'new', 'changed', 'unchanged', 'rejected', 'notUsed'] as const;
  const titles = ['', 'read', 'new', 'changed', 'unchanged', 'rejected', 'not used'];
  const rows = Object.entries(report.files).map(([file, counts]) => [
    file,
    ...columns.map((column) => number(counts[column])),
  ]);
  const widths = titles.map((_, index) =>
    Math.max(...[titles, ...rows].map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  const again = report.resumed ? ', gone on from an earlier run' : '';
  return [
    `Import ${report.kind} done in ${report.seconds} s${again}`,
    '',
    ...[titles, ...rows].map(line),
    '',
    ...section(
      'Rejected because',
      report.rejectedBecause.map(({ reason, rows: n }) => `${number(n)} × ${reason}`),
    ),
    ...section('Warnings', report.warnings),
    `Report: ${report.reportFile}`,
    '',
  ].join('\n');
}

const section = (title: string, lines: string[]) =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((text) => `  ${text}`), ''];
