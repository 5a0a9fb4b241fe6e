import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { FileSink } from '../base/check-files';
import type { BackupRecord } from '../base/record';
import { BackupDamage } from '../errors';
import { formatLsn, parseLsn } from '../wal/lsn';
import { applyBlocks } from './apply-blocks';
import { writeWhole } from './write-files';

/** In front of the name of a file of which only changed blocks are there. */
const mark = 'INCREMENTAL.';

type Built = Pick<BackupRecord, 'id' | 'startLsn'>;

/** `finish` is for when all files have passed. */
export type Overlay = FileSink & { finish(): Promise<void> };

/**
 * Brings a folder from the state of one backup to that of the next one, which holds what has changed since: files that it has
 * whole are replaced, of others the changed blocks are written, and what it does not have any more goes. The server then
 * finds what it would have found in a full backup.
 */
export function overlaySink(folder: string, own: Built, parent: Built): Overlay {
  const seen = new Set<string>();
  return {
    async folder(path) {
      seen.add(path);
      await mkdir(join(folder, path), { recursive: true, mode: 0o700 });
    },
    async file(path, content) {
      const target = withoutMark(path);
      seen.add(target);
      const place = join(folder, target);
      if (target !== path) return applyBlocks(place, content, `${own.id}: ${path}`);
      await writeWhole(place, content, 'w');
      if (path === 'backup_label') await makeFull(place, own, parent);
    },
    finish: () => removeOthers(folder, seen),
  };
}

function withoutMark(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith(mark) ? path.slice(0, -name.length) + name.slice(mark.length) : path;
}

/** The server refuses to start on what says of itself that it is incremental; and it must have been built on this parent. */
async function makeFull(path: string, own: Built, parent: Built): Promise<void> {
  const text = await readFile(path, 'utf8');
  const [, from] = /^INCREMENTAL FROM LSN: ([0-9A-F]+\/[0-9A-F]+)$/m.exec(text) ?? [];
  if (from === undefined) throw new BackupDamage(own.id, 'is no incremental backup');
  if (parseLsn(from) !== parseLsn(parent.startLsn))
    throw new BackupDamage(
      own.id,
      `builds on the backup that began at ${from}, not on ${parent.id}, which began at ${formatLsn(parseLsn(parent.startLsn))}`,
    );
  await writeFile(path, text.replace(/^INCREMENTAL FROM (LSN|TLI): .*\n/gm, ''), { mode: 0o600 });
}

/** What was dropped since the backup before. */
async function removeOthers(folder: string, seen: ReadonlySet<string>): Promise<void> {
  const kept = new Set(['.']);
  for (const path of seen) for (let place = path; place !== '.'; place = dirname(place)) kept.add(place);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const place = join(entry.parentPath, entry.name);
    if (!kept.has(relative(folder, place).split(sep).join('/')))
      await rm(place, { recursive: true, force: true });
  }
}
