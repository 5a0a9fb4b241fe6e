import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BackupRefusal } from '../errors';
import { connectReplication, identifySystem, serverTime } from '../replication/connection';
import type { StoredFile } from '../storage/storage';
import { listOf, putJson, readJson, type Vault } from '../vault';

const shape = z.object({
  name: z.string(),
  /** Its name in the log, where nobody else has it: a point that was marked there twice would stop a restore at the first. */
  label: z.string().optional(),
  systemId: z.string(),
  timeline: z.number().int(),
  lsn: z.string(),
  at: z.iso.datetime(),
});

export type RestorePoint = z.output<typeof shape>;

const pointName = /^[a-z0-9][a-z0-9-]{0,53}$/;

/**
 * Marks this moment in the log under a name, and lets the server begin a new segment.
 *
 * @throws BackupRefusal when the name is taken or no name
 */
export async function createRestorePoint(vault: Vault, url: string, name: string): Promise<RestorePoint> {
  if (!pointName.test(name))
    throw new BackupRefusal('A point’s name has up to 54 small letters, digits and hyphens.');
  const connection = await connectReplication(url, 'syllabase restore point');
  try {
    const { systemId, timeline } = await identifySystem(connection);
    const file = `${systemId}/points/${name}`;
    if ((await vault.storage.list(file)).some((known) => known.name === file))
      throw new BackupRefusal(`There is a point “${name}” already.`);
    const label = `${name}.${randomBytes(4).toString('hex')}`;
    const [[lsn] = []] = await connection.rows(`SELECT pg_create_restore_point('${label}')`);
    const point = { name, label, systemId, timeline, lsn: String(lsn), at: await serverTime(connection) };
    await connection.rows('SELECT pg_switch_wal()');
    await putJson(vault, file, point);
    return point;
  } finally {
    await connection.close();
  }
}

/** The files of all points. */
export const listPointFiles = async (vault: Vault): Promise<StoredFile[]> =>
  (await listOf(vault, 'points')).filter(({ name }) => /^\d+\/points\/[^/]+$/.test(name));

/** @throws BackupDamage */
export const readPoint = (vault: Vault, file: string): Promise<RestorePoint> => readJson(vault, file, shape);

/** All points, oldest first. */
export async function listRestorePoints(vault: Vault): Promise<RestorePoint[]> {
  const points: RestorePoint[] = [];
  for (const { name } of await listPointFiles(vault)) points.push(await readPoint(vault, name));
  return points.sort((a, b) => a.at.localeCompare(b.at));
}
