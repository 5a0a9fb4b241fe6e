import { z } from 'zod';
import { BackupRefusal } from '../errors';
import { connectReplication, identifySystem, serverTime } from '../replication/connection';
import { listOf, putJson, readJson, type Vault } from '../vault';

const shape = z.object({
  name: z.string(),
  systemId: z.string(),
  timeline: z.number().int(),
  lsn: z.string(),
  at: z.iso.datetime(),
});

export type RestorePoint = z.output<typeof shape>;

const pointName = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Marks this moment in the log under a name, and lets the server begin a new segment.
 *
 * @throws BackupRefusal when the name is taken or no name
 */
export async function createRestorePoint(vault: Vault, url: string, name: string): Promise<RestorePoint> {
  if (!pointName.test(name))
    throw new BackupRefusal('A point’s name has up to 63 small letters, digits and hyphens.');
  const connection = await connectReplication(url, 'syllabase restore point');
  try {
    const { systemId, timeline } = await identifySystem(connection);
    const file = `${systemId}/points/${name}`;
    if ((await vault.storage.list(file)).some((known) => known.name === file))
      throw new BackupRefusal(`There is a point “${name}” already.`);
    const [[lsn] = []] = await connection.rows(`SELECT pg_create_restore_point('${name}')`);
    const point = { name, systemId, timeline, lsn: String(lsn), at: await serverTime(connection) };
    await connection.rows('SELECT pg_switch_wal()');
    await putJson(vault, file, point);
    return point;
  } finally {
    await connection.close();
  }
}

/** All points, oldest first. */
export async function listRestorePoints(vault: Vault): Promise<RestorePoint[]> {
  const files = (await listOf(vault, 'points')).filter(({ name }) => /^\d+\/points\/[^/]+$/.test(name));
  const points: RestorePoint[] = [];
  for (const { name } of files) points.push(await readJson(vault, name, shape));
  return points.sort((a, b) => a.at.localeCompare(b.at));
}
