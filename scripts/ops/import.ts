import { parseArgs } from 'node:util';
import { openDatabase } from '@/db/client';
import { env } from '@/lib/env';
import { importActivity } from '@/lib/interop/activity/import-activity';
import { importCatalog } from '@/lib/interop/catalog/import-catalog';
import { UsageError } from '@/lib/interop/failure';
import { importCourse } from '@/lib/interop/import-course';
import { importRoster } from '@/lib/interop/roster/import-roster';
import type { ImportContext } from '@/lib/interop/run/context';
import type { ImportReport } from '@/lib/interop/run/finish';
import { importStructure } from '@/lib/interop/structure/import-structure';
import { connectOwner } from '../connect';
import { progressBar } from '../lib/progress-bar';
import { describeReport } from './import-report';

export const help = `Usage: npm run ops -- import <verb> PATH [options]

  roster DIR       OneRoster 1.2 CSV files: organisations, people, classes, enrolments
  structure FILE   structure.csv: lessons and sections of classes  [--institution NAME]
  activity FILE    activity.csv: what students did, by day         [--institution NAME]
  course PATH      a folder with config.yaml and episodes/*.md
                   [--institution NAME] [--instructor EMAIL] [--draft]
  catalog FILE     courses without classes, published at once; an institution
                   of a new name is created                        [--institution NAME]

  --json           print the report as JSON
  --help           this text

structure.csv: classSourcedId, lessonOrder, lessonTitle, sectionOrder, resourceSourcedId, sectionTitle
activity.csv: userSourcedId, classSourcedId, resourceSourcedId, date, interactions[, seconds, completion]
catalog.csv: title[, code, description, level, department, credits]; a course is recognised again by its code in
any case and spacing, without one by its title. The level is understood as words (introductory, upper division,
graduate, 300-level …), else read from the number in the code.
Roster files as OneRoster 1.2 publishes them; orgs, academicSessions, courses, classes, users, enrollments are read.

Files may be gzipped. A rejected row is reported with file, line and reason and stops nothing. An import that
was interrupted goes on when the same command is run again; the same files a second time change nothing.
Exit status: 0 done (also with rejected rows), 1 failed, 2 wrong usage.
`;

const options = {
  institution: { type: 'string' },
  instructor: { type: 'string' },
  draft: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Command = { path: string; institution: string | null; instructor: string | null; draft: boolean };
type Verb = {
  options: readonly string[];
  run: (context: ImportContext, command: Command) => Promise<ImportReport>;
};

const verbs = new Map<string, Verb>([
  ['roster', { options: [], run: (context, { path }) => importRoster(context, path) }],
  [
    'structure',
    {
      options: ['institution'],
      run: (context, { path, institution }) => importStructure(context, path, institution),
    },
  ],
  [
    'activity',
    {
      options: ['institution'],
      run: (context, { path, institution }) => importActivity(context, path, institution),
    },
  ],
  [
    'course',
    {
      options: ['institution', 'instructor', 'draft'],
      run: (context, { path, ...rest }) => importCourse(context, path, rest),
    },
  ],
  [
    'catalog',
    {
      options: ['institution'],
      run: (context, { path, institution }) => importCatalog(context, path, institution),
    },
  ],
]);

/** `npm run ops -- import …`; the exit status. */
export async function run(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const { verb, command } = readCommand(values, positionals);
    const report = await execute(verb, command);
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : describeReport(report));
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const usage = error instanceof UsageError;
    process.stderr.write(usage ? `${message}\n\n${help}` : `${message}\n`);
    return usage ? 2 : 1;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments cannot be understood.');
  }
}

function readCommand(values: ReturnType<typeof parse>['values'], positionals: string[]) {
  const [name, path, ...more] = positionals;
  const verb = verbs.get(name ?? '');
  if (!verb) throw new UsageError(name ? `There is no import of “${name}”.` : 'Say what to import.');
  if (!path || more.length > 0) throw new UsageError(`import ${name} takes one path.`);
  for (const option of ['institution', 'instructor', 'draft'] as const) {
    if (values[option] && !verb.options.includes(option)) {
      throw new UsageError(`import ${name} takes no --${option}.`);
    }
  }
  const command = {
    path,
    institution: values.institution ?? null,
    instructor: values.instructor ?? null,
    draft: values.draft,
  };
  return { verb, command };
}

async function execute(verb: Verb, command: Command): Promise<ImportReport> {
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 3);
  const bar = progressBar();
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const context = {
      database,
      dataDir: env().DATA_DIR,
      signal: stopping.signal,
      onProgress: bar.show,
    };
    return await verb.run(context, command);
  } finally {
    bar.end();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await database.close();
    await connection.close();
  }
}
