import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const tool = '../shared/tools/oulad-to-roster.mjs';
const outcomes = '../shared/data/oulad/studentInfo.csv.gz';

export const ouladIsThere = existsSync(tool) && existsSync(outcomes);

/** The first day of each of the three courses whose activity is complete. */
export const starts = {
  AAA_2013J: '2013-10-01',
  AAA_2014J: '2014-10-01',
  BBB_2013B: '2013-02-01',
} as const;
export type OuladCourse = keyof typeof starts;

/** A day of a course, the first one being day 1. */
export function dayOf(course: OuladCourse, number: number): string {
  const date = new Date(`${starts[course]}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + number - 1);
  return date.toISOString().slice(0, 10);
}

/** Writes roster, structure and activity of the courses into `folder`; of the activity only the first `days` days. */
export function writeOuladFiles(folder: string, courses: OuladCourse[], days: number): void {
  execFileSync(process.execPath, [tool, folder, '--courses', courses.join()], { stdio: 'ignore' });
  const [head = '', ...rows] = readFileSync(`${folder}/activity.csv`, 'utf8').trimEnd().split('\n');
  const last = new Map<string, string>(courses.map((course) => [course, dayOf(course, days)]));
  const early = rows.filter((row) => {
    const [, course = '', , day = ''] = row.split(',');
    return day <= (last.get(course) ?? '');
  });
  writeFileSync(`${folder}/early.csv`, `${[head, ...early].join('\n')}\n`);
}

/** Who withdrew from or failed a course in the end, by the roster's identifier. Only tests know it. */
export function readOutcomes(course: OuladCourse): Map<string, boolean> {
  const [head = '', ...rows] = gunzipSync(readFileSync(outcomes)).toString('utf8').trimEnd().split(/\r?\n/);
  const cells = (row: string) => row.split(',').map((cell) => cell.replaceAll('"', ''));
  const columns = cells(head);
  const at = (row: string[], name: string) => row[columns.indexOf(name)] ?? '';
  const own = rows
    .map(cells)
    .filter((row) => `${at(row, 'code_module')}_${at(row, 'code_presentation')}` === course);
  return new Map(
    own.map((row) => [`s-${at(row, 'id_student')}`, ['Withdrawn', 'Fail'].includes(at(row, 'final_result'))]),
  );
}
