import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { backupRecord } from '../testing/backup-record';
import type { Vault } from '../vault';
import { listLog, readGrowing, storeSegment } from './archive';
import { readCoverage } from './coverage';
import { formatLsn, segmentName } from './lsn';
import { SegmentWriter } from './segment-writer';

const segmentBytes = 4_096;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 3, minute)).toISOString();
const nameOf = (segment: number) => `7/wal/${segmentName(1, BigInt(segment), segmentBytes)}`;
const contentOf = (segment: number) => Buffer.alloc(segmentBytes, segment);

let folder = '';
let vault: Vault;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-log-'));
  vault = { storage: folderStorage(folder), key: backupKey(Buffer.alloc(32, 1).toString('base64')) };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Each segment covers until the minute of its number. */
async function store(...segments: number[]): Promise<void> {
  for (const segment of segments)
    await storeSegment(vault, nameOf(segment), { content: contentOf(segment), until: at(segment) });
}

async function grow(segment: number): Promise<SegmentWriter> {
  const writer = await SegmentWriter.open(vault, nameOf(segment), segmentBytes);
  writer.write(contentOf(segment).subarray(0, 100));
  await writer.flush(at(segment));
  return writer;
}

function spoil(name: string): void {
  const path = join(folder, name);
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  writeFileSync(path, bytes);
}

async function coverageFrom(segment: number) {
  const startLsn = formatLsn(BigInt(segment * segmentBytes + 40));
  const backup = backupRecord({ startLsn, segmentBytes, endedAt: at(segment) });
  return (await readCoverage(vault, [backup])).get(backup.id);
}

test('a backup can be continued to the end of its log', async () => {
  await store(1, 2, 3);
  await (await grow(4)).close();
  expect(await coverageFrom(2)).toEqual({ until: at(4), isBroken: false, damage: null });
});

test('log after a hole covers nothing, and says that another backup is needed, however young the hole is', async () => {
  await store(1, 2, 4, 5);
  expect(await coverageFrom(1)).toEqual({ until: at(2), isBroken: true, damage: null });
  expect(await coverageFrom(4)).toEqual({ until: at(5), isBroken: false, damage: null });
  expect((await coverageFrom(3))?.isBroken, 'its own part is not there').toBe(true);
});

test('a segment that cannot be read ends what is covered, and says why', async () => {
  await store(1, 2, 3);
  spoil(nameOf(3));
  const reason = expect.stringMatching(/^7\/wal\/0{7}1[0-9]+3: was (cut off or )?changed/);
  expect(await coverageFrom(1)).toEqual({ until: at(2), isBroken: false, damage: reason });
  await store(5);
  expect(await coverageFrom(1)).toEqual({ until: at(2), isBroken: true, damage: reason });
  expect(await coverageFrom(5), 'others are not held up').toMatchObject({ until: at(5), damage: null });
});

test('a growing file that cannot be read does too', async () => {
  await store(1, 2);
  await (await grow(3)).close();
  const [growing] = (await listLog(vault, '7', 1, segmentBytes)).growing.get(3n) ?? [];
  spoil(growing ?? '');
  expect(await coverageFrom(1)).toMatchObject({ until: at(2), damage: expect.stringContaining('changed') });
});

test('a segment that was growing when it was listed, and was completed since, is read whole', async () => {
  const writer = await grow(1);
  const [names = []] = (await listLog(vault, '7', 1, segmentBytes)).growing.values();
  expect((await readGrowing(vault, names)).content).toHaveLength(100);
  writer.write(contentOf(1).subarray(100));
  await writer.flush(at(1));
  await writer.finish(at(2));
  await expect(vault.storage.list(names[0] ?? '')).resolves.toEqual([]);
  expect(await readGrowing(vault, names)).toEqual({ content: contentOf(1), until: at(2) });
  await vault.storage.remove(nameOf(1));
  await expect(readGrowing(vault, names)).rejects.toThrow('is missing');
});
