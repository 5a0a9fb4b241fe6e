import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { appRoleName } from '@/db/roles';
import { env } from '@/lib/env';
import { erasureListFile } from '@/lib/records/erasure/erasure-list';
import { backupKey } from '../../seal/keys';
import { folderStorage } from '../../storage/folder-storage';
import type { Vault } from '../../vault';
import { type RestoreArchive, restoreArchive } from '../restore-archive';

/** A vault in a folder, and empty databases beside the tested one to restore into. */
export class ArchiveSandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'syllabase-archives-'));
  readonly vault: Vault = { storage: folderStorage(join(this.folder, 'vault')), key: backupKey() };
  readonly erasureList = erasureListFile(this.folder);
  readonly #serverUrl: string;
  readonly #made: string[] = [];

  constructor(serverUrl: string) {
    this.#serverUrl = serverUrl;
  }

  /** The address of a new, empty database. */
  async emptyDatabase(): Promise<string> {
    const name = `syllabase_restored_${randomBytes(6).toString('hex')}`;
    await this.#onServer(`CREATE DATABASE ${name} TEMPLATE template0`);
    this.#made.push(name);
    const url = new URL(this.#serverUrl);
    url.pathname = `/${name}`;
    return url.toString();
  }

  restore(id: string, url: string, changes: Partial<RestoreArchive> = {}) {
    const masterKey = env().MASTER_KEY ?? '';
    const { vault, folder: listFolder } = this;
    return restoreArchive({ vault, masterKey, id, url, listFolder, by: 'a test', ...changes });
  }

  /** Everything that is stored, as it is on the disk. */
  storedBytes(): Buffer {
    const entries = readdirSync(this.folder, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile());
    return Buffer.concat(files.map((file) => readFileSync(join(file.parentPath, file.name))));
  }

  async remove(): Promise<void> {
    for (const name of this.#made) {
      await this.#onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await this.#onServer(`DROP ROLE IF EXISTS ${appRoleName(name)}`);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #onServer(text: string): Promise<void> {
    await ask(this.#serverUrl, text);
  }
}

/** The rows of a statement, as the owner. */
export async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** How many tables of ours a database has. */
export async function countTables(url: string): Promise<number> {
  const [row] = await ask<{ n: number }>(
    url,
    "SELECT count(*)::int AS n FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND relnamespace::regnamespace::text !~ '^pg_'",
  );
  return row?.n ?? -1;
}
