import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deriveAppPassword } from '@/db/app-password';
import { type Database, openDatabase } from '@/db/client';
import { postgresIn, signal } from '@/db/embedded/processes';
import { query, Sandbox, SMALL } from '@/db/embedded/sandbox';
import { startEmbedded } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';
import { asSystem } from '@/lib/access/transaction';
import { provideSecrets } from '@/lib/env';
import { keepArchive } from '../keep-archive';
import { readBackupState } from '../state';

/** What its administrator made: an owner without the rights of a superuser, and a login that may not copy anything yet. */
const asTheyMadeIt = [
  "CREATE ROLE school_owner LOGIN CREATEROLE PASSWORD 'owner'",
  "CREATE ROLE school_copier LOGIN PASSWORD 'copier'",
  'CREATE DATABASE school OWNER school_owner',
  // A copy that went by it would not start.
  "ALTER SYSTEM SET shared_preload_libraries = 'a_library_of_theirs'",
];

/** A server of somebody's own, which this process works with by DATABASE_URL as the product's worker does. */
export class OwnServer {
  readonly sandbox = new Sandbox();
  readonly folder = mkdtempSync(join(tmpdir(), 'syllabase-own-'));
  readonly role = 'school_copier';
  adminUrl = '';
  ownerUrl = '';
  copierUrl = '';
  #database: Database | undefined;
  #archiving = new AbortController();
  #archive: Promise<unknown> = Promise.resolve();

  /** With the settings that Postgres has by itself, and summaries of its log. */
  async start(): Promise<void> {
    const settings = { summarize_wal: 'on', wal_keep_size: '0', max_slot_wal_keep_size: '-1' };
    this.adminUrl = (await this.sandbox.start(settings)).ownerUrl;
    for (const text of asTheyMadeIt) await this.administer(text);
    this.ownerUrl = this.#as('school_owner', 'owner');
    this.copierUrl = this.#as(this.role, 'copier');
    const masterKey = process.env.MASTER_KEY ?? '';
    const { appUrl } = await migrateDatabase({
      ownerUrl: this.ownerUrl,
      appPassword: deriveAppPassword(masterKey),
    });
    process.env.DATABASE_URL = appUrl;
    process.env.DATA_DIR = join(this.folder, 'data');
    process.env.BACKUP_DIR = join(this.folder, 'vault');
    provideSecrets({ AUTH_SECRET: 'a secret of sessions', MASTER_KEY: masterKey });
    this.#database = openDatabase(appUrl, 3);
  }

  /** As `npm start` does where BACKUP_DATABASE_URL names the login. */
  nameLogin(): void {
    provideSecrets({
      AUTH_SECRET: 'a secret of sessions',
      MASTER_KEY: process.env.MASTER_KEY ?? '',
      BACKUP_DATABASE_URL: this.copierUrl,
      BACKUP_ROLE: this.role,
    });
  }

  get database(): Database {
    if (!this.#database) throw new Error('The server was not started.');
    return this.#database;
  }

  /** The first column of the first row, as the server's administrator. */
  administer = (text: string): Promise<unknown> => query(this.adminUrl, text);

  /** As the administrator, in the product's database. */
  administerSchool = (text: string): Promise<unknown> => {
    const url = new URL(this.adminUrl);
    url.pathname = '/school';
    return query(url.toString(), text);
  };

  sql = (text: string): Promise<unknown> => query(this.ownerUrl, text);

  state = () => asSystem(readBackupState, this.database);

  startArchiving(): void {
    this.#archiving = new AbortController();
    this.#archive = keepArchive(this.database, this.#archiving.signal).catch((error: unknown) => error);
  }

  /** @returns what it ended with */
  async stopArchiving(): Promise<unknown> {
    this.#archiving.abort();
    const ended = await this.#archive;
    // The server takes a moment to let go of the slot.
    while ((await this.administer('SELECT count(*)::int FROM pg_replication_slots WHERE active')) !== 0)
      await sleep(50);
    return ended;
  }

  /** Ends it as a power failure does, and takes its files away. */
  lose(): void {
    for (const pid of postgresIn(this.sandbox.clusterDir)) signal(pid, 'SIGKILL');
    rmSync(this.sandbox.clusterDir, { recursive: true, force: true });
  }

  /** The first column of the first row, from a restored folder. */
  async ask(into: string, text: string): Promise<unknown> {
    const server = await startEmbedded({ dataDir: into, settings: SMALL });
    return query(server.ownerUrl, text).finally(() => server.stop());
  }

  async remove(): Promise<void> {
    this.#archiving.abort();
    await this.#archive;
    await this.#database?.close();
    await this.sandbox.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #as(role: string, password: string): string {
    const url = new URL(this.adminUrl);
    [url.username, url.password, url.pathname] = [role, password, '/school'];
    return url.toString();
  }
}
