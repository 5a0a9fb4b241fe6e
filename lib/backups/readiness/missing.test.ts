import { expect, test } from 'vitest';
import { missingFor, type ServerFacts } from './missing';
import { inWords, whyNone } from './why-none';

const ready: ServerFacts = {
  database: 'school',
  isStandby: false,
  walLevel: 'replica',
  maxSenders: 10,
  maxSlots: 10,
  tablespaces: 0,
  isKnown: true,
  mayReplicate: true,
  mayMark: true,
};
const commands = (changes: Partial<ServerFacts>, role: string | null = 'copier') =>
  missingFor({ ...ready, ...changes }, role).flatMap((one) => one.commands);

test('nothing is missing where all is there, and each fault is told with its own commands', () => {
  expect(missingFor(ready, 'copier')).toEqual([]);
  expect(commands({ mayReplicate: false })).toEqual(['ALTER ROLE "copier" REPLICATION;']);
  expect(commands({ mayMark: false })).toEqual([
    'GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO "copier"; -- in the database school',
  ]);
  expect(commands({ walLevel: 'minimal' })).toEqual(["ALTER SYSTEM SET wal_level = 'replica';"]);
  expect(commands({ maxSenders: 2 })).toEqual(['ALTER SYSTEM SET max_wal_senders = 10;']);
  expect(commands({ maxSlots: 0 })).toEqual(['ALTER SYSTEM SET max_replication_slots = 10;']);
  for (const changes of [{ isStandby: true }, { tablespaces: 1 }])
    expect(missingFor({ ...ready, ...changes }, 'copier')).toMatchObject([{ commands: [] }]);
});

test('where no login is named, or there is none of that name, two commands make one', () => {
  for (const [role, name] of [
    [null, '"school_backup"'],
    ['its "own"', '"its ""own"""'],
  ] as const)
    expect(commands({ isKnown: false, mayReplicate: false, mayMark: false }, role)).toEqual([
      `CREATE ROLE ${name} LOGIN REPLICATION PASSWORD '…';`,
      `GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO ${name}; -- in the database school`,
    ]);
});

test('why none are taken is told by what keeps them from it', () => {
  const missing = missingFor({ ...ready, mayReplicate: false }, 'copier');
  expect(inWords(missing)).toContain('administrator runs:\nALTER ROLE');
  expect(inWords(missingFor({ ...ready, tablespaces: 1 }, 'copier'))).not.toContain('runs');
  expect(whyNone('neon', true, [])).toContain('Neon');
  expect(whyNone('other', false, missing)).toContain('SERVER_BACKUPS=0');
  expect(whyNone('other', true, missing)).toContain('ALTER ROLE "copier" REPLICATION');
});
