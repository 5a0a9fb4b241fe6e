import { existsSync } from 'node:fs';
import { type ArchiveReport, restoreArchive } from '@/lib/backups/archives/restore-archive';
import { env } from '@/lib/env';
import { erasureListFile } from '@/lib/records/erasure/erasure-list';
import { type Answer, byWhom, type Flags, UsageFault, withProgress } from './command';
import { openVault } from './open-vault';
import type { Note } from './restore';

type NoteInRunning = <T>(note: Note, work: () => Promise<T>, summarise: (report: T) => object) => Promise<T>;

/** Fills an empty database from an archive. The address goes into no trail: a password may be in it. */
export async function restoreLogical(
  flags: Flags,
  signal: AbortSignal,
  noteInRunning: NoteInRunning,
): Promise<Answer> {
  const { archive: id, 'into-url': url } = flags;
  if (!id || !url)
    throw new UsageFault('Name an archive and an empty database, with --archive and --into-url.');
  if ([flags.to, flags.point, flags.backup, flags.into].some((value) => value !== undefined))
    throw new UsageFault(
      'An archive is the state of one moment: --to, --point, --backup and --into are for full backups.',
    );
  const { vault, masterKey } = openVault();
  const by = byWhom(flags);
  const listFolder = env().AUDIT_COPY_DIR;
  const isListed = existsSync(erasureListFile(listFolder));
  const note = { by, target: `archive ${id}`, into: placeOf(url) };
  const restore = () =>
    withProgress((onProgress) =>
      restoreArchive({ vault, masterKey, id, url, listFolder, by, signal, onProgress }),
    );
  const report = await noteInRunning(note, restore, ({ sealedEvents, erasedAgain, withdrawnAgain }) => ({
    sealedEvents,
    erasedAgain,
    withdrawnAgain,
  }));
  return { json: report, text: wordsFor(report, note.into, isListed) };
}

function placeOf(text: string): string {
  if (!URL.canParse(text))
    throw new UsageFault('--into-url takes an address such as postgres://owner@server/database.');
  const { hostname, pathname } = new URL(text);
  return `${hostname}${pathname}`;
}

/** @param isListed whether there was a list of those who were erased meanwhile */
function wordsFor(report: ArchiveReport, place: string, isListed: boolean): string {
  const { archive, takenAt, rows, tables, sealedEvents, seconds } = report;
  const { erasedAgain, waitingErasures, withdrawnAgain } = report;
  return [
    `${place} holds the state of ${takenAt} (archive ${archive}): ${rows} rows of ${tables} tables, each compared with the archive.`,
    `Schema brought up to date, rollups exact, ${sealedEvents} sealed audit events verified. Took ${(seconds.load + seconds.rest).toFixed(1)} s.`,
    `Erased again: ${erasedAgain}${waitingErasures > 0 ? `; ${waitingErasures} wait, because a hold or an open request protects them` : ''}.`,
    `Taken back again, because they were taken back since: ${withdrawnAgain} consents, guardianships and choices.`,
    ...(isListed
      ? []
      : [
          'There is no list of erased students in AUDIT_COPY_DIR. If anybody was erased after that moment, bring it there and restore again.',
        ]),
    'Start on it with DATABASE_URL set to that address and the same MASTER_KEY. Everybody signs in again.',
    'Copies of the audit trail outside may hold later events; `ops audit verify` will say so.',
  ].join('\n');
}
