import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterPath } from '@/db/embedded/data-dir';
import { loadSecrets } from '@/db/embedded/secrets';
import type { EmbeddedServer } from '@/db/embedded/server';
import { ensureBackupRole } from '@/db/roles';
import { createArchive } from '@/lib/backups/archives/create-archive';
import { totalsOf } from '@/lib/backups/archives/record';
import { createBackup } from '@/lib/backups/base/create-backup';
import type { BackupRecord } from '@/lib/backups/base/record';
import { restoreBackup } from '@/lib/backups/restore/restore-backup';
import { backupKey } from '@/lib/backups/seal/keys';
import { folderStorage } from '@/lib/backups/storage/folder-storage';
import type { Vault } from '@/lib/backups/vault';
import { median } from '@/lib/rehearsal/measure';

const rounds = 3;

export type BackupResult = {
  megabytes: number;
  /** Seconds: stored, and read again as well. */
  stored: number;
  whole: number;
  /** Seconds of tar | gzip -1 | openssl of the same folder; null where one of them is not here. */
  pipeline: number | null;
  /** Seconds: files written, and the whole restore with its server started and stopped. */
  written: number;
  restored: number;
  /** Seconds of cp -a of the same folder; null where it is not here. */
  copied: number | null;
  archive: { seconds: number; megabytes: number };
};

type Times = Record<'stored' | 'whole' | 'pipeline' | 'written' | 'restored' | 'copied', number[]>;

export type BackupBench = { server: EmbeddedServer; dataDir: string; masterKey: string };

/**
 * Takes and restores backups in alternation with what a shell does with the same folder. Medians; each ratio is for the
 * caller to take.
 */
export async function measureBackups(bench: BackupBench): Promise<BackupResult> {
  const { server, dataDir, masterKey } = bench;
  return withVault(bench, async ({ vault, takeBackup, folder }) => {
    const source = clusterPath(dataDir);
    const times: Times = { stored: [], whole: [], pipeline: [], written: [], restored: [], copied: [] };
    let bytes = 0;
    for (let round = 0; round < rounds; round++) {
      const piped = await run(pipelineOf(source, join(folder, `piped-${round}`)));
      if (piped !== null) times.pipeline.push(piped);
      const backup = await takeBackup();
      bytes = backup.record.plainBytes;
      times.stored.push(backup.stored);
      times.whole.push(backup.whole);
      const copied = await run(['cp', '-a', source, join(folder, `copy-${round}`)]);
      if (copied !== null) times.copied.push(copied);
      const into = join(folder, `restored-${round}`);
      const target = { kind: 'backup', id: backup.record.id } as const;
      const { seconds } = await restoreBackup({ vault, masterKey, target, into });
      times.written.push(seconds.files);
      times.restored.push(seconds.all);
      for (const name of ['piped', 'copy', 'restored'])
        await rm(join(folder, `${name}-${round}`), { recursive: true, force: true });
    }
    const started = performance.now();
    const archive = await createArchive({ vault, url: server.ownerUrl });
    const seconds = (performance.now() - started) / 1000;
    const orUnknown = (list: number[]) => (list.length < rounds ? null : median(list));
    return {
      megabytes: bytes / 1e6,
      stored: median(times.stored),
      whole: median(times.whole),
      pipeline: orUnknown(times.pipeline),
      written: median(times.written),
      restored: median(times.restored),
      copied: orUnknown(times.copied),
      archive: { seconds, megabytes: totalsOf(archive).plainBytes / 1e6 },
    };
  });
}

/** Milliseconds of an answer: without a backup, and while one is taken as every day; in alternation. */
export async function measureBesideBackup(
  bench: BackupBench,
  ask: (n: number) => Promise<unknown>,
): Promise<{ calm: number; busy: number; asked: number }> {
  return withVault(bench, async ({ folder, backupUrl }) => {
    const times: { calm: number[]; busy: number[] } = { calm: [], busy: [] };
    let n = 0;
    const timed = async (list: number[]) => {
      const started = performance.now();
      await ask(n++);
      list.push(performance.now() - started);
    };
    for (let warm = 0; warm < 50; warm++) await ask(n++);
    for (let round = 0; round < rounds; round++) {
      const backup = startGentleBackup(join(folder, `vault-${round}`), backupUrl, bench.masterKey);
      const before = times.busy.length;
      while (backup.exitCode === null) await timed(times.busy);
      if (backup.exitCode !== 0) throw new Error('no backup was taken beside the questions');
      for (let left = times.busy.length - before; left > 0; left--) await timed(times.calm);
    }
    return { calm: median(times.calm), busy: median(times.busy), asked: n };
  });
}

function startGentleBackup(folder: string, url: string, masterKey: string): ChildProcess {
  const args = ['--conditions=react-server', 'bench/gentle-backup.ts', folder, url];
  const env = { ...process.env, MASTER_KEY: masterKey };
  return spawn('node_modules/.bin/tsx', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

type Taken = { record: BackupRecord; stored: number; whole: number };
type Place = { vault: Vault; folder: string; backupUrl: string; takeBackup: () => Promise<Taken> };

async function withVault<T>(
  { server, dataDir, masterKey }: BackupBench,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'syllabase-bench-backup-'));
  const vault = { storage: folderStorage(join(folder, 'vault')), key: backupKey(masterKey) };
  const { backupUrl } = await ensureBackupRole(server.ownerUrl, 'bench');
  // The restored server is entered with the password of this one.
  const { masterKey: _, ...secrets } = loadSecrets(dataDir);
  const takeBackup = async () => {
    const started = performance.now();
    let stored = 0;
    const onProgress = (_done: number, doing: string) => {
      if (doing === 'reading it again' && stored === 0) stored = (performance.now() - started) / 1000;
    };
    const record = await createBackup({ vault, url: backupUrl, secrets, onProgress });
    return { record, stored, whole: (performance.now() - started) / 1000 };
  };
  try {
    return await use({ vault, folder, backupUrl, takeBackup });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The log is left out on this side, because a base backup brings only its own part of it along. */
const pipelineOf = (source: string, target: string): string[] => [
  'bash',
  '-c',
  'set -o pipefail; command -v openssl > /dev/null || exit 127; tar -C "$1" --exclude=./pg_wal --warning=no-file-changed -cf - . | gzip -1 | openssl enc -aes-256-ctr -pbkdf2 -pass pass:bench -out "$2"',
  'bench',
  source,
  target,
];

/** Seconds of a program that may say that a file changed while it was read; null where it is not here or failed. */
async function run([program = '', ...args]: string[]): Promise<number | null> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const code = await once(child, 'exit').then(
    ([status]) => Number(status ?? 2),
    () => 127,
  );
  return code <= 1 ? (performance.now() - started) / 1000 : null;
}
