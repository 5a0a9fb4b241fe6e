import pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import { readBackupPassword } from '@/db/embedded/backup-password';
import { Sandbox } from '@/db/embedded/sandbox';
import { loadSecrets } from '@/db/embedded/secrets';
import { migrateDatabase } from '@/db/migrate';
import { ensureBackupRole } from '@/db/roles';
import { asSystem } from '@/lib/access/transaction';
import { provideSecrets } from '@/lib/env';
import type { Question } from '../workload/question';
import { workload } from '../workload/workload';
import { fillUniversity } from './fill';

/** A server of its own with a small university, whose statistics nobody else changes. */
export class OptimizerRig {
  readonly sandbox = new Sandbox();
  ownerUrl = '';
  #owner: pg.Client | undefined;
  #database: Database | undefined;

  async start(): Promise<void> {
    const { dataDir } = this.sandbox;
    process.env.DATA_DIR = dataDir;
    const secrets = loadSecrets(dataDir);
    const { ownerUrl } = await this.sandbox.start({ shared_buffers: '128MB', autovacuum: 'off' });
    const { appUrl } = await migrateDatabase({ ownerUrl, appPassword: secrets.appPassword });
    process.env.DATABASE_URL = appUrl;
    process.env.EMBEDDED_DATABASE = '1';
    const { backupUrl } = await ensureBackupRole(ownerUrl, readBackupPassword(dataDir));
    provideSecrets({
      AUTH_SECRET: secrets.authSecret,
      MASTER_KEY: secrets.masterKey,
      BACKUP_DATABASE_URL: backupUrl,
    });
    this.ownerUrl = ownerUrl;
    this.#database = openDatabase(appUrl, 2);
    this.#owner = new pg.Client({ connectionString: ownerUrl });
    await this.#owner.connect();
    await fillUniversity(this.#owner);
  }

  get owner(): pg.Client {
    if (!this.#owner) throw new Error('The rig was not started.');
    return this.#owner;
  }

  get database(): Database {
    if (!this.#database) throw new Error('The rig was not started.');
    return this.#database;
  }

  /** Asks one question of the workload so many times of the largest class and of a usual one, as the product does. */
  async ask(name: string, times: number): Promise<void> {
    const question = workload.find((one) => one.name === name);
    if (!question) throw new Error(`No question is called ${name}.`);
    const calls = await this.#sample(question);
    for (let n = 0; n < times; n++)
      for (const { identity, statement, values } of calls)
        await this.database.transaction(identity, (tx) => tx.rows(statement, values));
  }

  #sample = ({ sample }: Question) => asSystem((tx) => sample(tx, 2), this.database);

  async indexes(): Promise<Map<string, string>> {
    const { rows } = await this.owner.query<{ name: string; definition: string }>(
      `SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indisvalid AND c.relnamespace = 'public'::regnamespace`,
    );
    return new Map(rows.map(({ name, definition }) => [name, definition]));
  }

  async remove(): Promise<void> {
    await this.#database?.close();
    await this.#owner?.end();
    await this.sandbox.remove();
  }
}
