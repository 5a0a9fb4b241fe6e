import type { BackupRecord } from '../base/record';

/** A record with whatever a test wants to say about it. */
export function backupRecord(changes: Partial<BackupRecord>): BackupRecord {
  const at = changes.endedAt ?? '2026-11-26T03:00:00.000Z';
  return {
    format: 1,
    id: 'one',
    parent: null,
    systemId: '7',
    timeline: 1,
    startLsn: '0/3000028',
    endLsn: '0/3000120',
    segmentBytes: 16 * 1024 * 1024,
    startedAt: at,
    endedAt: at,
    verifiedAt: at,
    serverVersion: '18.4',
    schemaVersion: '0016',
    keys: null,
    policy: null,
    dataClasses: [],
    files: 1,
    plainBytes: 1,
    storedBytes: 1,
    origin: null,
    secrets: { ownerPassword: 'a', appPassword: 'b', authSecret: 'c' },
    ...changes,
  };
}
