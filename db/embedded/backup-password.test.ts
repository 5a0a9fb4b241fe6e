import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backupPasswordPath, readBackupPassword, renewBackupPassword } from './backup-password';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'syllabase-login-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('is made once, stays until it is renewed, and is for its owner’s eyes only', () => {
  const first = readBackupPassword(dataDir);
  expect(first).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(readBackupPassword(dataDir)).toBe(first);
  expect(statSync(backupPasswordPath(dataDir)).mode & 0o777).toBe(0o600);
  const second = renewBackupPassword(dataDir);
  expect(second).not.toBe(first);
  expect(readBackupPassword(dataDir)).toBe(second);
  expect(statSync(backupPasswordPath(dataDir)).mode & 0o777).toBe(0o600);
});

it('is made anew where a killed writer left an empty file', () => {
  writeFileSync(backupPasswordPath(dataDir), '');
  expect(readBackupPassword(dataDir)).toMatch(/^[A-Za-z0-9_-]{32}$/);
});
