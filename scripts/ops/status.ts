import { parseArgs } from 'node:util';
import { openDatabase } from '@/db/client';
import { env } from '@/lib/env';
import type { QueueState } from '@/lib/jobs/state';
import { type KeyStatus, valuesLeft } from '@/lib/keys/status';
import type { RollupCheck } from '@/lib/progress/check';
import { connectOwner } from '../connect';
import { readStatus, type Status } from '../lib/status';
import { wrongUsage } from '../lib/wrong-usage';

export const help = `ops status [--check-rollups] [--json]

One screen about the running product. --check-rollups recomputes every rollup from the rows it stands for
and compares exactly; the exit code is 1 when one differs.`;

const options = {
  'check-rollups': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Runs `ops status`. Answers with the exit code: 0 done, 1 failed or not exact, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const flags = parse(args);
  if (!flags) return wrongUsage('status', args, help);
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const connection = await connectOwner({ mayMake: false });
  const database = openDatabase(connection.ownerUrl, 1);
  try {
    const status = await readStatus(database, env(), flags['check-rollups'] === true);
    console.log(flags.json ? JSON.stringify(status) : screen(status));
    return status.rollups?.exact === false ? 1 : 0;
  } catch (error) {
    console.error(`The status could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await database.close();
    await connection.close();
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch {
    return null;
  }
}

function screen(status: Status): string {
  const {
    versions,
    database,
    migrations,
    cache,
    queue,
    waitingDeltas,
    counts,
    seals,
    keys,
    backups,
    rollups,
  } = status;
  const { people, courses, enrollments, progressRows } = counts;
  const pending = migrations.pending.length ? `pending: ${migrations.pending.join(', ')}` : 'none pending';
  return [
    row('Versions', `Syllabase ${versions.product} · Node ${versions.node} · PostgreSQL ${versions.server}`),
    row('Database', `${database.name} (${database.kind}) · ${(database.bytes / 1e6).toFixed(1)} MB`),
    row('Migrations', `${migrations.applied} applied · ${pending}`),
    row('Cache', cacheLine(cache)),
    row(
      'Holds',
      `${n(people)} people · ${n(courses)} courses · ${n(enrollments)} enrolments, teachers included`,
    ),
    row('', `${n(progressRows)} progress rows`),
    row('Catalog totals', `${n(waitingDeltas)} changes wait to be folded`),
    row('Audit trail', `${n(seals.rows)} events sealed, last ${seals.sealedAt ?? 'never'}`),
    ...seals.copies.map(({ target, rows, fault }) =>
      row('', `copy in ${target}: ${n(rows)} events${fault ? ` · FAILING: ${fault}` : ''}`),
    ),
    ...keyLines(keys),
    row('Backups', backupLine(backups)),
    row('', archiveLine(backups.archive)),
    ...(backups.missing?.split('\n') ?? []).map((line) => row('', line)),
    ...backups.alarms.flatMap(({ title, advice }) =>
      `ATTENTION: ${title}. ${advice}`.split('\n').map((line) => row('', line)),
    ),
    ...(queue ? queue.map((state) => row(state.name, queueLine(state))) : [row('Jobs', 'not installed')]),
    ...(rollups ? rollupLines(rollups) : []),
  ].join('\n');
}

const cacheLine = ({ shared, answers }: Status['cache']) => {
  if (shared === 'none') return 'in the memory of each server; its figures are at /admin/cache';
  return `in the memory of each server and shared through Redis, which ${answers ? 'answers' : 'does not answer'}`;
};

const row = (label: string, text: string) => `  ${label.padEnd(26)}${text}`;
const n = (count: number) => count.toLocaleString('en');

const backupLine = ({ isOurs, newest, coveredUntil, lastDrill }: Status['backups']) =>
  isOurs || newest !== null
    ? `last ${newest ?? 'never'} · any second until ${coveredUntil ?? '–'} · last drill ${lastDrill ?? 'never'}`
    : 'no full backups are taken from here; how well it is backed up where it runs is not known';

const archiveLine = ({ newest, ageDays, mayBeDays, lastRun }: Status['backups']['archive']) => {
  const ended = lastRun === null ? 'not tried yet' : `last attempt ${lastRun}`;
  const age = newest === null ? 'none yet' : `newest ${newest}, ${ageDays} days old of at most ${mayBeDays}`;
  return `logical archives: ${age} · ${ended}`;
};

const queueLine = ({ lastDoneAt, waiting, active, failed }: QueueState) =>
  `last done ${lastDoneAt ?? 'not yet or over a week ago'} · waiting ${waiting} · running ${active} · failed ${failed}`;

/** By class: how old the oldest key in use is, over all institutions. */
function keyLines(keys: KeyStatus[]): string[] {
  const active = keys.filter(({ state }) => state === 'ACTIVE');
  if (active.length === 0) return [row('Keys', 'nothing has been sealed yet')];
  return [...new Set(active.map(({ keyClass }) => keyClass))].map((keyClass, index) => {
    const own = active.filter((key) => key.keyClass === keyClass);
    const overdue = own.filter(({ isOverdue }) => isOverdue).length;
    const left = valuesLeft(keys.filter((key) => key.keyClass === keyClass));
    const [limit] = own.map(({ rotateAfter }) => (rotateAfter === null ? '' : ` of ${rotateAfter}`));
    const age = Math.max(...own.map((key) => key.age));
    const faults = `${overdue ? ` · OVERDUE: ${overdue}` : ''}${left ? ` · ${n(left)} values on old keys` : ''}`;
    return row(index === 0 ? 'Keys' : '', `${keyClass.toLowerCase()}: oldest ${age}${limit} days${faults}`);
  });
}

function rollupLines(check: RollupCheck): string[] {
  if (check.exact)
    return [row('Rollups', `exact: ${n(check.enrollments)} enrolments, ${n(check.courses)} courses`)];
  return [
    row('Rollups', 'NOT EXACT'),
    row('', `enrolments that differ: ${check.differingEnrollments.join(', ') || 'none'}`),
    row('', `courses that differ: ${check.differingCourses.join(', ') || 'none'}`),
    row('', `courses whose activity differs: ${check.differingActivity.join(', ') || 'none'}`),
    row('', `daily activity adds up to the time of the progress rows: ${check.secondsAgree ? 'yes' : 'no'}`),
  ];
}
