import pg from 'pg';
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
    what: 'a foreign key to what a primary key only includes, with an index of that',
    make: `CREATE TABLE shop.mark (id int, c int NOT NULL, d int NOT NULL, PRIMARY KEY (id) INCLUDE (c), UNIQUE (c, d));
      CREATE TABLE shop.visit (id int PRIMARY KEY, x int, y int, CONSTRAINT x_fk FOREIGN KEY (x, y) REFERENCES shop.mark (c, d));
      CREATE INDEX ON shop.visit (x)`,
    names: ['foreign-key-index shop.visit.x_fk'],
    repair: 'DROP TABLE shop.visit, shop.mark',
  },
  {
    what: 'a foreign key to a primary key and more, whose only index begins with what says nothing',
    make: `ALTER TABLE shop.customer ADD UNIQUE (id, code);
      CREATE TABLE shop.visit (id int PRIMARY KEY, c int, code text, CONSTRAINT c_fk FOREIGN KEY (c, code) REFERENCES shop.customer (id, code));
      CREATE INDEX ON shop.visit (code)`,
    names: ['foreign-key-index shop.visit.c_fk'],
    repair: 'DROP TABLE shop.visit; ALTER TABLE shop.customer DROP CONSTRAINT customer_id_code_key',
  },
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
  {
    what: 'an index of a partition that the one of its table begins with',
    make: `CREATE TABLE shop.day (id int PRIMARY KEY, a int, b int) PARTITION BY RANGE (id);
      CREATE TABLE shop.day_1 PARTITION OF shop.day FOR VALUES FROM (0) TO (9);
      CREATE INDEX ON shop.day (a, b); CREATE INDEX day_1_again ON shop.day_1 (a)`,
    names: ['redundant-index shop.day_1_again'],
    repair: 'DROP TABLE shop.day',
  },
  {
    what: 'counters that were told to go on near their end, and were not asked yet',
    make: `CREATE TABLE shop.ticket (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY); CREATE SEQUENCE shop.told AS int;
      ALTER TABLE shop.ticket ALTER id RESTART WITH 2000000000; SELECT setval('shop.told', 2000000000, false)`,
    names: ['sequences shop.ticket_id_seq', 'sequences shop.told'],
    repair: 'DROP TABLE shop.ticket; DROP SEQUENCE shop.told',
  },
  {
    what: 'counters of columns that are narrower by a domain of a domain, by their digits, or in a partition only',
    make: `CREATE DOMAIN shop.short AS smallint; CREATE DOMAIN shop.shorter AS shop.short; CREATE SEQUENCE shop.a; CREATE SEQUENCE shop.b; CREATE SEQUENCE shop.c;
      CREATE TABLE shop.mark (id shop.shorter PRIMARY KEY DEFAULT nextval('shop.a'), digits numeric(4) DEFAULT nextval('shop.b'));
      CREATE TABLE shop.part (id int PRIMARY KEY, n smallint) PARTITION BY RANGE (id);
      CREATE TABLE shop.part_1 PARTITION OF shop.part (n DEFAULT nextval('shop.c')) FOR VALUES FROM (0) TO (9);
      SELECT setval('shop.a', 30000), setval('shop.b', 9500), setval('shop.c', 30000)`,
    names: ['sequences shop.a', 'sequences shop.b', 'sequences shop.c'],
    repair:
      'DROP TABLE shop.mark, shop.part; DROP SEQUENCE shop.a, shop.b, shop.c; DROP DOMAIN shop.shorter, shop.short',
  },
  {
    what: 'a limit of whole tables that was lowered for one',
    make: 'CREATE TABLE shop.page (id int PRIMARY KEY) WITH (autovacuum_freeze_table_age = 100000)',
    names: ['wraparound shop.page'],
    repair: 'DROP TABLE shop.page',
  },
  {
    what: 'a limit at which vacuum hurries that was lowered for the database',
    make: `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET vacuum_failsafe_age = 1000', current_database()); END $$`,
    names: ['wraparound vacuum_failsafe_age'],
    repair:
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET vacuum_failsafe_age', current_database()); END $$",
  },
  {
    what: 'a person’s column in the other spelling, without row security',
    make: `CREATE TABLE shop."Note" (id int PRIMARY KEY, "userId" int); CREATE TABLE shop.safe (id int PRIMARY KEY);
      ALTER TABLE shop.safe ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
    names: ['row-security shop."Note"'],
    repair: 'DROP TABLE shop."Note", shop.safe',
  },
  {
    what: 'a policy that asks its function again for each row of a sub-select that follows the row',
    make: `CREATE FUNCTION shop.me() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';
      CREATE TABLE shop.note (id int PRIMARY KEY, c int); ALTER TABLE shop.note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON shop.note USING (EXISTS (SELECT FROM shop.customer k WHERE k.id = note.c AND k.id = shop.me()))`,
    names: ['row-security-cost shop.note.own'],
    repair: 'DROP TABLE shop.note; DROP FUNCTION shop.me',
  },
];

const lookalikes: Case[] = [
  {
    what: 'a foreign key to a primary key with more included, and more, with an index of the key',
    make: `CREATE TABLE shop.mark (id int, c int NOT NULL, d int NOT NULL, PRIMARY KEY (id) INCLUDE (c), UNIQUE (id, c, d));
      CREATE TABLE shop.visit (id int PRIMARY KEY, x int, y int, z int,
        CONSTRAINT x_fk FOREIGN KEY (x, y, z) REFERENCES shop.mark (id, c, d));
      CREATE INDEX ON shop.visit (x)`,
    repair: 'DROP TABLE shop.visit, shop.mark',
  },
  {
    what: 'a foreign key to a primary key and more, with an index of what says which row it is',
    make: `ALTER TABLE shop.customer ADD UNIQUE (id, code);
      CREATE TABLE shop.visit (id int PRIMARY KEY, c int, code text, CONSTRAINT c_fk FOREIGN KEY (c, code) REFERENCES shop.customer (id, code));
      CREATE INDEX ON shop.visit (c)`,
    repair: 'DROP TABLE shop.visit; ALTER TABLE shop.customer DROP CONSTRAINT customer_id_code_key',
  },
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
  {
    what: 'a foreign key through a domain of a domain, and a unique rule over one that is never empty',
    make: `CREATE DOMAIN shop.inner_key AS int NOT NULL; CREATE DOMAIN shop.outer_key AS shop.inner_key;
      CREATE TABLE shop.visit (id int PRIMARY KEY, c shop.outer_key UNIQUE REFERENCES shop.customer)`,
    repair: 'DROP TABLE shop.visit; DROP DOMAIN shop.outer_key, shop.inner_key',
  },
  {
    what: 'a unique column that another rule keeps from being empty',
    make: 'CREATE TABLE shop.seat (id int PRIMARY KEY, "No" int UNIQUE CHECK ("No" IS NOT NULL))',
    repair: 'DROP TABLE shop.seat',
  },
  {
    what: 'two indexes whose class has other parameters',
    make: `CREATE EXTENSION pg_trgm; CREATE TABLE shop.word (id int PRIMARY KEY, w text);
      CREATE INDEX ON shop.word USING gist (w gist_trgm_ops (siglen = 32)); CREATE INDEX ON shop.word USING gist (w gist_trgm_ops (siglen = 256))`,
    repair: 'DROP TABLE shop.word; DROP EXTENSION pg_trgm',
  },
  {
    what: 'what an extension brought, with its indexes',
    make: `CREATE EXTENSION pg_trgm; CREATE TABLE shop.theirs (a int, b text UNIQUE, c int); CREATE INDEX ON shop.theirs (c); CREATE INDEX ON shop.theirs (c, a);
      ALTER TABLE shop.theirs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON shop.theirs USING (a = current_setting('x')::int);
      ALTER EXTENSION pg_trgm ADD TABLE shop.theirs`,
    repair: 'DROP EXTENSION pg_trgm',
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

  it('among hundreds of tables that are sound the one at fault is found', async () => {
    await stranger.owner.query(`
      DO $$ BEGIN FOR n IN 1..210 LOOP
        EXECUTE format('CREATE TABLE shop.many_%s (id int PRIMARY KEY); ALTER TABLE shop.many_%s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON shop.many_%s USING (id > 1)', n, n, n);
      END LOOP; END $$;
      CREATE TABLE shop.zone (id int PRIMARY KEY); ALTER TABLE shop.zone ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY p ON shop.zone USING (id = current_setting('x')::int)`);
    const named = await faults(stranger.url);
    await stranger.owner.query(`DROP TABLE shop.zone;
      DO $$ BEGIN FOR n IN 1..210 LOOP EXECUTE format('DROP TABLE shop.many_%s', n); END LOOP; END $$`);
    expect(named).toEqual(['row-security-cost shop.zone.p']);
  });

  it('an index that a failed build left is named while another one of its table is built', async () => {
    await stranger.owner.query(`CREATE TABLE shop.visit (id int PRIMARY KEY, a int); CREATE INDEX left_behind ON shop.visit (a);
      UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.left_behind'::regclass`);
    const [holder, builder] = [new pg.Client(stranger.url), new pg.Client(stranger.url)];
    await Promise.all([holder.connect(), builder.connect()]);
    await holder.query('BEGIN; INSERT INTO shop.visit VALUES (1, 1)');
    const build = builder.query('CREATE INDEX CONCURRENTLY being_built ON shop.visit (id, a)');
    const begun = async () =>
      (await stranger.owner.query('SELECT FROM pg_stat_progress_create_index WHERE index_relid <> 0'))
        .rowCount;
    await expect.poll(begun).toBe(1);
    const named = (await faults(stranger.url)).filter((fault) => fault.startsWith('invalid-index'));
    await holder.query('ROLLBACK');
    await build;
    await Promise.all([holder.end(), builder.end()]);
    expect(named).toEqual(['invalid-index shop.left_behind']);
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
