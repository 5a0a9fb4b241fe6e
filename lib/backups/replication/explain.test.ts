import pg from 'pg';
import { expect, test } from 'vitest';
import { BackupRefusal } from '../errors';
import { explain } from './connection';

function refusal(code: string, message: string) {
  const error = new pg.DatabaseError(message, message.length, 'error');
  error.code = code;
  return error;
}

test('a pooler, a login without the right and a server that lets nobody in are told apart', () => {
  const words = [
    ['08P01', 'unsupported startup parameter: replication', 'pooler'],
    ['42501', 'permission denied to start WAL sender', 'REPLICATION'],
    ['28000', 'no pg_hba.conf entry for host "10.0.0.7"', 'pg_hba.conf'],
  ] as const;
  for (const [code, message, word] of words) {
    const explained = explain(refusal(code, message));
    expect(explained).toBeInstanceOf(BackupRefusal);
    expect(String(explained)).toContain(word);
    expect(String(explained)).toContain(message);
  }
});

test('what is not about backups stays as it was', () => {
  const wrong = refusal('28P01', 'password authentication failed');
  expect(explain(wrong)).toBe(wrong);
  const gone = new Error('connect ECONNREFUSED');
  expect(explain(gone)).toBe(gone);
});
