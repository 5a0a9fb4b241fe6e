import { parseArgs } from 'node:util';
import { openDatabase } from '@/db/client';
import { type QueueName, queueNames } from '@/db/jobs';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import type { JobResult } from '@/lib/jobs/registry';
import { schedule } from '@/lib/jobs/schedule';
import { type QueueState, readQueueState } from '@/lib/jobs/state';
import { runJob } from '@/lib/jobs/work';
import { connectOwner } from '../connect';
import { atCommandLine } from '../lib/user-name';
import { wrongUsage } from '../lib/wrong-usage';

export const help = `ops jobs list          the schedule, and how each job stands
ops jobs run NAME      does one job now, in this process

--json prints one JSON object.`;

type Listed = { name: string; cron: string; purpose: string; mayTake: number } & Partial<QueueState>;

const isQueueName = (name: string | undefined): name is QueueName =>
  queueNames.some((known) => known === name);

/** Runs `ops jobs …`. Answers with the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [verb, name, ...rest] = positionals;
  if (values.help) return say(help, 0);
  if (rest.length === 0 && verb === 'list' && name === undefined) return list(values.json === true);
  if (rest.length === 0 && verb === 'run' && isQueueName(name)) return runNow(name, values.json === true);
  if (verb === 'run') console.error(`There is no job “${name ?? ''}”. Jobs: ${queueNames.join(', ')}`);
  return wrongUsage('jobs', args, help);
}

function parse(args: string[]) {
  const options = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return { values: {}, positionals: [] };
  }
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}

function failed(what: string, error: unknown): number {
  console.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

async function list(json: boolean): Promise<number> {
  const connection = await connectOwner();
  const database = openDatabase(connection.ownerUrl, 1);
  try {
    const states = (await asSystem(readQueueState, database)) ?? [];
    const jobs = queueNames.map((name) => ({
      name,
      cron: schedule[name].cron,
      purpose: schedule[name].purpose,
      mayTake: schedule[name].mayTake,
      ...states.find((state) => state.name === name),
    }));
    return say(json ? JSON.stringify({ jobs }) : jobs.map(line).join('\n'), 0);
  } catch (error) {
    return failed('The jobs could not be listed', error);
  } finally {
    await database.close();
    await connection.close();
  }
}

const line = ({ name, cron, purpose, waiting = 0, active = 0, failed = 0, lastDoneAt }: Listed) =>
  `${name.padEnd(26)}${cron.padEnd(12)} ${purpose}
${' '.repeat(26)}last done ${lastDoneAt ?? 'not in the last week'} · waiting ${waiting} · running ${active} · failed ${failed}`;

/** That somebody has it done, before it is done: what it does is many transactions. */
const eventOf = (name: QueueName) => ({
  action: 'job.run',
  objectType: 'job',
  objectId: name,
  details: { by: atCommandLine() },
});

async function runNow(name: QueueName, json: boolean): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 2);
  const started = Date.now();
  try {
    await asSystem((tx) => appendAudit(tx, null, eventOf(name)), database);
    const result = await runJob(name, { database, signal: stopping.signal, linger: 0 });
    const seconds = (Date.now() - started) / 1000;
    return say(json ? JSON.stringify({ job: name, seconds, ...result }) : told(name, seconds, result), 0);
  } catch (error) {
    return failed(`${name} failed`, error);
  } finally {
    await database.close();
    await connection.close();
  }
}

const told = (name: string, seconds: number, result: JobResult) =>
  `${name}: ${Object.entries(result)
    .map(([what, n]) => `${what} ${n}`)
    .join(', ')} (${seconds.toFixed(1)} s)`;
