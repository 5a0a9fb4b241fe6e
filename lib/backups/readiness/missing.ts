import pg from 'pg';

/** What a server says of itself that backups of its files rest on. */
export type ServerFacts = {
  database: string;
  isStandby: boolean;
  walLevel: string;
  maxSenders: number;
  maxSlots: number;
  /** Those outside the server's own folder. */
  tablespaces: number;
  /** Whether there is the role that is to copy the server, may replicate, and may mark moments in the log. */
  isKnown: boolean;
  mayReplicate: boolean;
  mayMark: boolean;
};

/** Why a server cannot be backed up as it is, and what its administrator has to run. */
export type Missing = { what: string; commands: string[] };

/** Connections that backups hold at once: the log, its end, a backup of two, a drill. */
const sendersNeeded = 5;

/** Functions are each database's own. */
const marking = (role: string, database: string) =>
  `GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO ${role}; -- in the database ${database}`;

/**
 * What keeps a server from being backed up over its replication protocol; empty where nothing does.
 *
 * @param role that is to copy it; null where none was named
 */
export const missingFor = (facts: ServerFacts, role: string | null): Missing[] => [
  ...rightsMissing(facts, role),
  ...settingsMissing(facts),
];

function rightsMissing(
  { database, isKnown, mayReplicate, mayMark }: ServerFacts,
  role: string | null,
): Missing[] {
  const name = pg.escapeIdentifier(role ?? `${database}_backup`);
  if (role === null || !isKnown)
    return [
      {
        what:
          role === null
            ? 'No login is known that may copy the server: that of DATABASE_URL may not replicate, or leads to a pooler.'
            : `The server has no role ${name}.`,
        commands: [`CREATE ROLE ${name} LOGIN REPLICATION PASSWORD '…';`, marking(name, database)],
      },
    ];
  return [
    ...(mayReplicate
      ? []
      : [{ what: `The role ${name} may not replicate.`, commands: [`ALTER ROLE ${name} REPLICATION;`] }]),
    ...(mayMark
      ? []
      : [{ what: `The role ${name} may not mark moments in the log.`, commands: [marking(name, database)] }]),
  ];
}

function settingsMissing({ isStandby, walLevel, maxSenders, maxSlots, tablespaces }: ServerFacts): Missing[] {
  const missing: Missing[] = [];
  if (isStandby) missing.push({ what: 'The address leads to a standby, not to the primary.', commands: [] });
  if (walLevel === 'minimal')
    missing.push({
      what: 'Its log does not hold enough to restore from (wal_level is minimal). A change needs a restart of the server.',
      commands: ["ALTER SYSTEM SET wal_level = 'replica';"],
    });
  if (maxSenders < sendersNeeded)
    missing.push({
      what: `It lets ${maxSenders} connections copy it at once; ${sendersNeeded} are needed. A change needs a restart of the server.`,
      commands: ['ALTER SYSTEM SET max_wal_senders = 10;'],
    });
  if (maxSlots < 1)
    missing.push({
      what: 'It keeps its log for nobody (max_replication_slots is 0). A change needs a restart of the server.',
      commands: ['ALTER SYSTEM SET max_replication_slots = 10;'],
    });
  if (tablespaces > 0)
    missing.push({
      what: 'It has tablespaces outside its own folder, which backups do not cover.',
      commands: [],
    });
  return missing;
}
