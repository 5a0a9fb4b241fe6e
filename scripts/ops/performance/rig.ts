import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateDatabase } from '@/db/migrate';
import { appRoleName } from '@/db/roles';
import { faults } from '@/lib/performance/fault-rig/faults';
import { type Fault, withRig } from '@/lib/performance/fault-rig/rig';
import { type Tried, tryFault } from '@/lib/performance/fault-rig/try-fault';
import { connectOwner } from '../../connect';

/** Breaks what is named, or everything, and shows what is said of it. Answers with the exit code. */
export async function runRig(names: readonly string[], json: boolean): Promise<number> {
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    console.error(`There is no fault ${unknown.join(', ')}. There are:\n${faults.map(faultLine).join('\n')}`);
    return 2;
  }
  const chosen = faults.filter(({ name }) => names.length === 0 || names.includes(name));
  try {
    const tried = await inScratchDatabase((url) => breakAll(url, chosen, json));
    if (json) console.log(JSON.stringify(tried, null, 1));
    return tried.every(isRight) ? 0 : 1;
  } catch (error) {
    console.error(`The faults could not be tried: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

const faultLine = ({ name, what }: Fault) => `  ${name.padEnd(28)} ${what}`;

const isRight = ({ verdict, isFalseAlarm }: Tried) => verdict !== null && !isFalseAlarm;

const breakAll = (url: string, chosen: readonly Fault[], quiet: boolean): Promise<Tried[]> =>
  withRig(url, async (rig) => {
    const tried: Tried[] = [];
    for (const fault of chosen) {
      const result = await tryFault(rig, fault);
      tried.push(result);
      if (!quiet) console.log(triedLines(fault, result));
    }
    return tried;
  });

function triedLines({ name, what }: Fault, tried: Tried): string {
  const { check, object, verdict } = tried;
  return [
    `${isRight(tried) ? 'named ' : 'MISSED'}  ${name}: ${what}`,
    `        ${check} ${object}${verdict ? ` (${verdict.state})` : ''}`,
    ...(verdict ? [`        ${verdict.advice}`] : []),
  ].join('\n');
}

/** Makes a database beside the product's, with its tables and nobody in it, and drops it afterwards. */
async function inScratchDatabase<T>(run: (ownerUrl: string) => Promise<T>): Promise<T> {
  const connection = await connectOwner();
  const server = new pg.Client({ connectionString: connection.ownerUrl });
  const name = `fault_rig_${randomBytes(4).toString('hex')}`;
  await server.connect();
  try {
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const url = new URL(connection.ownerUrl);
    url.pathname = `/${name}`;
    await migrateDatabase({ ownerUrl: url.href, appPassword: randomBytes(24).toString('hex') });
    return await run(url.href);
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`DROP ROLE IF EXISTS ${appRoleName(name)}`);
    await server.end();
    await connection.close();
  }
}
