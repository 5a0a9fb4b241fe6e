import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';

/** A folder with these files. */
export function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'interop-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

export const rosterFiles = {
  'orgs.csv': 'sourcedId,name,type\nnorth,North School,school\n',
  'academicSessions.csv': 'sourcedId,startDate,endDate\nt1,2024-01-10,2024-03-31\nt2,2024-04-01,2024-06-30\n',
  'courses.csv': 'sourcedId,title\nbio,Biology\n',
  'classes.csv':
    'sourcedId,title,schoolSourcedId,courseSourcedId,classCode,termSourcedIds\nc1,Cells,north,bio,BIO 1,"t1,t2"\n',
  'users.csv':
    'sourcedId,status,enabledUser,givenName,familyName,email\n' +
    'tea,,true,Tea,Cher,TEA@north.test\nann,,true,Ann,One,ann@north.test\nben,,true,Ben,Two,\n',
  'enrollments.csv':
    'sourcedId,status,classSourcedId,userSourcedId,role,primary,beginDate,endDate\n' +
    'e0,,c1,tea,teacher,true,2024-01-10,\ne1,,c1,ann,student,,2024-01-10,\ne2,tobedeleted,c1,ben,student,,2024-01-10,2024-02-01\n',
};

export const structureFile =
  'classSourcedId,lessonOrder,lessonTitle,sectionOrder,resourceSourcedId,sectionTitle\n' +
  'c1,1,Start,1,r1,One\nc1,1,Start,2,r2,Two\nc1,2,Middle,1,r3,Three\n';

export const activityHead = 'userSourcedId,classSourcedId,resourceSourcedId,date,interactions';

/** The version of every row of the tables that imports write: equal when nothing was updated. */
export async function rowVersions(owner: pg.Client): Promise<Record<string, string>> {
  await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  const versions: Record<string, string> = {};
  const tables = ['institutions', 'users', 'courses', 'lessons', 'sections', 'enrollments', 'user_progress'];
  const questions = ['questions', 'question_versions', 'question_keys'];
  for (const table of [...tables, ...questions, 'activity_days', 'course_cards']) {
    const { rows } = await owner.query<{ digest: string | null }>(
      `SELECT md5(string_agg(x.xmin || ' ' || md5(x::text), ',' ORDER BY x::text)) AS digest FROM ${table} x`,
    );
    versions[table] = rows[0]?.digest ?? '';
  }
  return versions;
}
