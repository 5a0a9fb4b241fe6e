import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { clusterPath } from './data-dir';
import { loadSecrets } from './secrets';
import { type EmbeddedOptions, type EmbeddedServer, startCluster, startEmbedded } from './server';
import { runSingleUser } from './single-user';

/** The login that a restore makes in a copy of somebody's own server, whose passwords it does not know. */
export const entranceRole = 'syllabase_restore';

const settingsFiles = ['postgresql.conf', 'postgresql.auto.conf', 'pg_hba.conf', 'pg_ident.conf'];

/** Where a restore keeps the settings that came with the cluster, below its data directory. */
export const settingsFolder = 'server-settings';

/** By its password, from this machine: what the copied server let in is not for a copy of it. */
const entry = `host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
`;

/**
 * Sets aside how the copied server was set up: its addresses, its archive, its standbys and jobs are not for a copy, which
 * would write to them.
 */
export function setAsideSettings(dataDir: string): void {
  const cluster = clusterPath(dataDir);
  const folder = join(dataDir, settingsFolder);
  mkdirSync(folder, { mode: 0o700 });
  for (const name of settingsFiles)
    if (existsSync(join(cluster, name))) renameSync(join(cluster, name), join(folder, name));
  writeFileSync(join(cluster, 'pg_hba.conf'), entry, { mode: 0o600 });
  writeFileSync(join(cluster, 'pg_ident.conf'), '', { mode: 0o600 });
}

/**
 * As `startEmbedded`, on a copy of somebody's own server, which knows no login of ours: it recovers first, with nobody in it,
 * and then gets one, that of the data directory's secrets. It acts as `actsAs`, so that what is made in the copy belongs to
 * the same role as in the original; SET ROLE NONE makes it a superuser.
 */
export async function startForeign(options: EmbeddedOptions, actsAs: string): Promise<EmbeddedServer> {
  const server = await startCluster(options);
  await server.stop();
  const { ownerPassword, database = '' } = loadSecrets(resolve(options.dataDir));
  await runSingleUser(resolve(options.dataDir), database, [
    `DO $$ BEGIN CREATE ROLE ${entranceRole}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
    `ALTER ROLE ${entranceRole} SUPERUSER LOGIN CONNECTION LIMIT -1 VALID UNTIL 'infinity' PASSWORD ${pg.escapeLiteral(ownerPassword)};`,
    `ALTER ROLE ${entranceRole} SET role TO ${pg.escapeLiteral(actsAs)};`,
  ]);
  return startEmbedded(options);
}
