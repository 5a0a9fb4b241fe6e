import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBackupPassword } from '@/db/embedded/backup-password';
import { query, Sandbox, SMALL } from '@/db/embedded/sandbox';
import { loadSecrets } from '@/db/embedded/secrets';
import { type EmbeddedServer, startEmbedded } from '@/db/embedded/server';
import { ensureBackupRole } from '@/db/roles';
import { createBackup } from '../base/create-backup';
import type { BackupRecord } from '../base/record';
import { type RestoreBackup, type RestoreReport, restoreBackup } from '../restore/restore-backup';
import type { RestoreTarget } from '../restore/target';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import type { BackupStorage } from '../storage/storage';
import type { Vault } from '../vault';
import { type ArchiveState, archiveWal } from '../wal/archive-wal';

/** A server of its own with a vault beside it, and whatever is restored from it. */
export class BackupSandbox {
  readonly sandbox = new Sandbox();
  readonly folder = mkdtempSync(join(tmpdir(), 'syllabase-vault-'));
  readonly vault: Vault;
  readonly masterKey: string;
  server: EmbeddedServer | undefined;
  backupUrl = '';
  state: ArchiveState | undefined;
  #archiving = new AbortController();
  #archive: Promise<unknown> = Promise.resolve();
  #fault: unknown;
  readonly #restored: EmbeddedServer[] = [];

  /** @param storage a folder of its own unless another one is given */
  constructor(storage?: BackupStorage) {
    this.masterKey = loadSecrets(this.sandbox.dataDir).masterKey;
    this.vault = { storage: storage ?? folderStorage(this.folder), key: backupKey(this.masterKey) };
  }

  async start(settings?: Record<string, string>): Promise<EmbeddedServer> {
    const server = await this.sandbox.start(settings);
    this.server = server;
    const { backupUrl } = await ensureBackupRole(server.ownerUrl, readBackupPassword(this.sandbox.dataDir));
    this.backupUrl = backupUrl;
    return server;
  }

  backUp(
    options: { parent?: BackupRecord; signal?: AbortSignal; onProgress?: (done: number) => void } = {},
  ): Promise<BackupRecord> {
    const { masterKey: _, ...secrets } = loadSecrets(this.sandbox.dataDir);
    return createBackup({ vault: this.vault, url: this.backupUrl, secrets, ...options });
  }

  startArchiving(): void {
    this.#archiving = new AbortController();
    this.#fault = undefined;
    this.#archive = archiveWal({
      vault: this.vault,
      url: this.backupUrl,
      signal: this.#archiving.signal,
      onState: async (state) => {
        this.state = state;
      },
    }).catch((error: unknown) => {
      this.#fault = error;
      return error;
    });
  }

  async stopArchiving(): Promise<unknown> {
    this.#archiving.abort();
    return this.#archive;
  }

  /** What archiving ends with once the server has been killed. */
  whenArchivingEnds(): Promise<unknown> {
    return this.#archive;
  }

  /** Waits until the archive covers a moment; log without a commit makes the server say how late it is. */
  async archived(moment = new Date().toISOString()): Promise<void> {
    while ((this.state?.until ?? '') < moment) {
      if (this.#fault) throw this.#fault;
      await this.sql("SELECT pg_logical_emit_message(false, 'test', 'tick', true)");
      await sleep(100);
    }
  }

  sql(text: string, url = this.server?.ownerUrl ?? ''): Promise<unknown> {
    return query(url, text);
  }

  restore(target: RestoreTarget, name: string, options: Partial<RestoreBackup> = {}): Promise<RestoreReport> {
    const { vault, masterKey } = this;
    const into = join(this.restoredFolder, name);
    return restoreBackup({ vault, masterKey, target, into, settings: SMALL, ...options });
  }

  /** The first column of the first row, from a restored data directory. */
  async ask(into: string, text: string): Promise<unknown> {
    const server = await startEmbedded({ dataDir: into, settings: SMALL });
    this.#restored.push(server);
    return query(server.ownerUrl, text);
  }

  async remove(): Promise<void> {
    await this.stopArchiving();
    for (const server of this.#restored) await server.stop();
    await this.sandbox.remove();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.restoredFolder, { recursive: true, force: true });
  }

  get restoredFolder(): string {
    return `${this.folder}-restored`;
  }
}
