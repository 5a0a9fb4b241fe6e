import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bareDatabase, faults, findings } from './testing/rig';

let stranger: Awaited<ReturnType<typeof bareDatabase>>;

/** What others make of Postgres that this product does not: other methods, collations, domains, directions. */
const sound = `
  CREATE EXTENSION btree_gist;
  CREATE SCHEMA shop;
  CREATE DOMAIN shop.given AS int NOT NULL;
  CREATE TABLE shop.customer (id int PRIMARY KEY, code text NOT NULL UNIQUE);`;

beforeAll(async () => {
  stranger = await bareDatabase(inject('serverUrl'), `Strangers ${process.pid}`);
  await stranger.owner.query(sound);
});
afterAll(() => stranger.close());

type Case = { what: string; make: string; names?: string[]; repair: string };

/** What the checks say of a case, and that all is well again when it is gone. */
async function tried({ make, repair }: Case): Promise<string[]> {
  await stranger.owner.query(make);
  const named = await faults(stranger.url).finally(() => stranger.owner.query(repair));
  expect(await faults(stranger.url)).toEqual([]);
  return named;
}

const misses: Case[] = [
  {
    what: 'a foreign key whose only index sorts by another collation',
    make: `CREATE TABLE shop.visit (id int PRIMARY KEY, code text REFERENCES shop.customer (code));
      CREATE INDEX ON shop.visit (code COLLATE "POSIX")`,
    names: ['foreign-key-index shop.visit.visit_code_fkey'],
    repair: 'DROP TABLE shop.visit',
  },
  {
    what: 'a foreign key with a BRIN index only',
    make: 'CREATE TABLE shop.visit (id int PRIMARY KEY, c int REFERENCES shop.customer); CREATE INDEX ON shop.visit USING brin (c)',
    names: ['foreign-key-index shop.visit.visit_c_fkey'],
    repair: 'DROP TABLE shop.visit',
  },
  {
    what: 'a rule of a domain that was never validated',
    make: `CREATE DOMAIN shop."Share" AS int; ALTER DOMAIN shop."Share" ADD CONSTRAINT "above 0" CHECK (VALUE > 0) NOT VALID`,
    names: ['invalid-constraint shop."Share"."above 0"'],
    repair: 'DROP DOMAIN shop."Share"',
  },
  {
    what: 'a counter on its way down to 1, and one on its way up to -1',
    make: `CREATE SEQUENCE shop.down INCREMENT -1 MINVALUE 1 MAXVALUE 1000 START 1000;
      CREATE SEQUENCE shop.up MINVALUE -1000 MAXVALUE -1 START -1000; SELECT setval('shop.down', 20), setval('shop.up', -200)`,
    names: ['sequences shop.down', 'sequences shop.up'],
    repair: 'DROP SEQUENCE shop.down, shop.up',
  },
  {
    what: 'a limit of freezing that was lowered for large values only',
    make: 'CREATE TABLE shop.page (id int PRIMARY KEY, body text) WITH (toast.autovacuum_freeze_max_age = 100000)',
    names: ['wraparound shop.page'],
    repair: 'DROP TABLE shop.page',
  },
  {
    what: 'a partition that others may read past the row security of its table',
    make: `CREATE TABLE shop.note (id int PRIMARY KEY, user_id int) PARTITION BY RANGE (id);
      CREATE TABLE shop.note_1 PARTITION OF shop.note FOR VALUES FROM (0) TO (10); GRANT SELECT ON shop.note_1 TO pg_monitor;
      ALTER TABLE shop.note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
    names: ['row-security shop.note_1'],
    repair: 'DROP TABLE shop.note',
  },
];

const lookalikes: Case[] = [
  {
    what: 'foreign keys that an exclusion constraint or a GiST index serves',
    make: `CREATE TABLE shop.stay (id int PRIMARY KEY, c int REFERENCES shop.customer, at tsrange, EXCLUDE USING gist (c WITH =, at WITH &&));
      CREATE TABLE shop.visit (id int PRIMARY KEY, c int REFERENCES shop.customer); CREATE INDEX ON shop.visit USING gist (c)`,
    repair: 'DROP TABLE shop.stay, shop.visit',
  },
  {
    what: 'a unique rule over a domain that is never empty',
    make: 'CREATE TABLE shop.seat (id int PRIMARY KEY, number shop.given UNIQUE)',
    repair: 'DROP TABLE shop.seat',
  },
  {
    what: 'counters that have just begun, go round, or have far to go',
    make: `CREATE SEQUENCE shop.late START 990 MAXVALUE 1000; CREATE SEQUENCE shop.round INCREMENT -1 MINVALUE 1 MAXVALUE 1000 START 1000 CYCLE;
      CREATE SEQUENCE shop.down INCREMENT -1 MINVALUE 1 MAXVALUE 1000 START 1000; SELECT setval('shop.round', 2), setval('shop.down', 400)`,
    repair: 'DROP SEQUENCE shop.late, shop.round, shop.down',
  },
  {
    what: 'a partition that nobody reaches but through its table, which has row security',
    make: `CREATE TABLE shop.note (id int PRIMARY KEY, user_id int) PARTITION BY RANGE (id);
      CREATE TABLE shop.note_1 PARTITION OF shop.note FOR VALUES FROM (0) TO (10);
      ALTER TABLE shop.note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
    repair: 'DROP TABLE shop.note',
  },
  {
    what: 'foreign keys with an index of another operator class, by hash, or in another order',
    make: `CREATE TABLE shop.pair (a int, b int, PRIMARY KEY (a, b));
      CREATE TABLE shop.visit (id int PRIMARY KEY, code text REFERENCES shop.customer (code), c int REFERENCES shop.customer, a int, b int,
        FOREIGN KEY (a, b) REFERENCES shop.pair);
      CREATE INDEX ON shop.visit (code text_pattern_ops); CREATE INDEX ON shop.visit USING hash (c); CREATE INDEX ON shop.visit (b DESC, a, id)`,
    repair: 'DROP TABLE shop.visit, shop.pair',
  },
];

const settings = [
  "datestyle = ''German, DMY''",
  "intervalstyle = ''iso_8601''",
  'quote_all_identifiers = on',
  'standard_conforming_strings = off',
  "default_transaction_isolation = ''serializable''",
  "statement_timeout = ''100ms''",
  'search_path = shop',
];

describe('in a database of strangers', () => {
  it.each(misses)('$what: is named, alone, until it is mended', async (one) => {
    expect(await tried(one)).toEqual(one.names);
  });

  it.each(lookalikes)('$what: is no fault', async (one) => {
    expect(await tried(one)).toEqual([]);
  });

  it('an invalid unique index is named as invalid, and not as a rule that empty values go round', async () => {
    await stranger.owner.query(
      'CREATE TABLE shop.visit (id int PRIMARY KEY, c int); INSERT INTO shop.visit VALUES (1, 1), (2, 1)',
    );
    const build = stranger.owner.query('CREATE UNIQUE INDEX CONCURRENTLY one_each ON shop.visit (c)');
    await expect(build).rejects.toThrow('could not create unique index');
    const named = (await findings(stranger.url)).filter(({ object }) => object === 'shop.one_each');
    expect(named.map(({ check }) => check)).toEqual(['invalid-index']);
    await stranger.owner.query('DROP TABLE shop.visit');
  });

  it('settings of the database change no answer', async () => {
    await stranger.owner.query(`
      CREATE TABLE shop.visit (id int PRIMARY KEY, "C c" int REFERENCES shop.customer);
      DO $$ BEGIN ${settings.map((setting) => `EXECUTE format('ALTER DATABASE %I SET ${setting}', current_database());`).join(' ')} END $$`);
    const named = await faults(stranger.url);
    await stranger.owner.query(`
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET ALL', current_database()); END $$; DROP TABLE shop.visit`);
    expect(named).toEqual(['foreign-key-index shop.visit."visit_C c_fkey"']);
  });
});
