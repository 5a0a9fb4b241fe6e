import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftFolder, freshFolder } from './fresh-folder';
import { hasRoom } from './room';

let folder = '';
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-fresh-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const canMount = () => {
  const place = mkdtempSync(join(tmpdir(), 'syllabase-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', place]).status === 0;
  if (isMounted) spawnSync('umount', [place]);
  rmSync(place, { recursive: true, force: true });
  return isMounted;
};

test('a new or an empty folder is well, and one behind a link is that one itself', async () => {
  expect(await freshFolder(at('new'))).toBe(at('new'));
  mkdirSync(at('empty'));
  expect(await freshFolder(at('empty'))).toBe(at('empty'));
  expect(existsSync(at('empty'))).toBe(true);
  symlinkSync(at('empty'), at('link'));
  expect(await freshFolder(at('link'))).toBe(at('empty'));
});

test('a folder that holds something, a file, and a link that leads nowhere are refused and stay', async () => {
  mkdirSync(at('used'));
  writeFileSync(at('used/thesis.txt'), 'precious');
  symlinkSync(at('used'), at('to-used'));
  symlinkSync(at('nowhere'), at('broken'));
  await expect(freshFolder(at('used'))).rejects.toThrow('is not empty');
  await expect(freshFolder(at('to-used'))).rejects.toThrow('is not empty');
  await expect(freshFolder(at('used/thesis.txt'))).rejects.toThrow('is no folder');
  await expect(freshFolder(at('broken'))).rejects.toThrow('leads nowhere');
  expect(readdirSync(folder).sort()).toEqual(['broken', 'to-used', 'used']);
});

test.skipIf(!canMount())('an empty mount point is refused before anything is restored', async () => {
  mkdirSync(at('mounted'));
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', at('mounted')]);
  try {
    await expect(freshFolder(at('mounted'))).rejects.toThrow(`such as ${at('mounted/data')}`);
    expect(await freshFolder(at('mounted/data'))).toBe(at('mounted/data'));
  } finally {
    spawnSync('umount', [at('mounted')]);
  }
});

test('what a killed restore left beside the folder goes, and not what somebody may still write', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const left = `into.restoring-${hostname()}-${dead}-abcdef`;
  const others = [
    `into.restoring-${hostname()}-${process.pid}-abcdef`,
    `into.restoring-elsewhere-${dead}-abcdef`,
    `other.restoring-${hostname()}-${dead}-abcdef`,
    'into.restoring-abcdef',
  ];
  for (const name of [left, ...others]) mkdirSync(at(join(name, 'postgres')), { recursive: true });
  const draft = await draftFolder(at('into'));
  expect(draft).toContain(`into.restoring-${hostname()}-${process.pid}-`);
  expect(readdirSync(folder).sort()).toEqual([...others, basename(draft)].sort());
});

test('a guest beside a database leaves it a part of the disk', async () => {
  expect(await hasRoom(folder, 1)).toBe(true);
  expect(await hasRoom(folder, Number.MAX_SAFE_INTEGER)).toBe(false);
});
