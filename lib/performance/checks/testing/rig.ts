import pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { addTo } from '../../fault-rig/look';
import type { Ask, Check, Finding, Verdict } from '../check';
import { readFacts } from '../facts';
import { type Open, runChecks } from '../run';

/** A database that is not the product's, empty, on the same server. */
export async function bareDatabase(serverUrl: string, name: string) {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(`CREATE DATABASE ${server.escapeIdentifier(name)} TEMPLATE template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  return {
    url: url.href,
    owner,
    async close() {
      await owner.end();
      await server.query(`DROP DATABASE ${server.escapeIdentifier(name)} WITH (FORCE)`);
      await server.end();
    },
  };
}

export const openOn =
  (database: Database): Open =>
  (run) =>
    asSystem(run, database);

/** What the checks find on a database entered by `url`; that the server of the tests never waits for its disk is left out. */
export async function findings(url: string): Promise<Finding[]> {
  const database = openDatabase(url, 1);
  try {
    const { findings: found } = await runChecks(openOn(database));
    return found.filter(({ object }) => object !== 'fsync');
  } finally {
    await database.close();
  }
}

/** Check and object of everything that is to be acted on. */
export const faults = async (url: string): Promise<string[]> =>
  (await findings(url))
    .filter(({ state }) => state === 'warning' || state === 'critical')
    .map(({ check, object }) => `${check} ${object}`)
    .sort();

/** One check as if its sessions had been at it for so many seconds longer. */
export async function later(owner: pg.Client, check: Check, seconds: number): Promise<Verdict[]> {
  const ask: Ask = async <Row extends Record<string, unknown>>(sql: string) => {
    const { rows } = await owner.query<Row>(sql);
    return rows.map((row) => addTo(row, seconds));
  };
  return check.read(ask, await readFacts(ask));
}
