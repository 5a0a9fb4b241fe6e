import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { bareDatabase, faults, findings } from './testing/rig';

let product: TestDatabase;
let foreign: Awaited<ReturnType<typeof bareDatabase>>;

/** A sound schema of somebody else’s, with names that must be quoted. */
const shop = `
  CREATE SCHEMA "Shop";
  CREATE TABLE "Shop"."user" (id bigint PRIMARY KEY, "E-mail" text NOT NULL UNIQUE, parent bigint);
  CREATE TABLE "Shop".orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, region int NOT NULL, number int NOT NULL,
    "user" bigint NOT NULL REFERENCES "Shop"."user", note text, UNIQUE (region, number));
  CREATE INDEX orders_user ON "Shop".orders ("user");
  CREATE TABLE "Shop".lines (
    id bigint PRIMARY KEY, region int NOT NULL, number int NOT NULL, amount numeric,
    CONSTRAINT lines_order FOREIGN KEY (region, number) REFERENCES "Shop".orders (region, number));
  CREATE INDEX lines_order_idx ON "Shop".lines (number, region, amount);
  CREATE TABLE "Shop".log (id bigint, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE "Shop".log_1 PARTITION OF "Shop".log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO "Shop"."user" SELECT n, 'u' || n FROM generate_series(1, 1000) n;`;

beforeAll(async () => {
  product = await testDatabase();
  foreign = await bareDatabase(inject('serverUrl'), `Shop ${process.pid}`);
  await foreign.owner.query(shop);
});
afterAll(async () => {
  await foreign.close();
  await product.close();
});

describe('a sound database', () => {
  it('of the product has nothing to act on, and every check answers', async () => {
    expect(await faults(product.ownerUrl)).toEqual([]);
    expect(await refusals(product.ownerUrl)).toEqual([]);
  });

  it('of somebody else has nothing to act on, and every check answers', async () => {
    expect(await faults(foreign.url)).toEqual([]);
    expect(await refusals(foreign.url)).toEqual([]);
  });
});

/** Checks that the server refused to answer. */
const refusals = async (url: string) =>
  (await findings(url)).filter(({ evidence }) => /\(.*\)\.$/.test(String(evidence.reason)));

type Fault = { what: string; inject: string; names: string[]; repair: string };

const productFaults: Fault[] = [
  {
    what: 'an index of a foreign key that was dropped',
    inject: 'DROP INDEX imports_institution_idx',
    names: ['foreign-key-index public.imports.imports_institution_id_institutions_id_fk'],
    repair: 'CREATE INDEX imports_institution_idx ON imports (institution_id)',
  },
  {
    what: 'row security that was switched off',
    inject: 'ALTER TABLE user_progress DISABLE ROW LEVEL SECURITY',
    names: ['row-security public.user_progress'],
    repair: 'ALTER TABLE user_progress ENABLE ROW LEVEL SECURITY',
  },
  {
    what: 'row security that the owner steps past',
    inject: 'ALTER TABLE enrollments NO FORCE ROW LEVEL SECURITY',
    names: ['row-security public.enrollments'],
    repair: 'ALTER TABLE enrollments FORCE ROW LEVEL SECURITY',
  },
  {
    what: 'a new personal table without row security',
    inject: 'CREATE TABLE moods (id bigint PRIMARY KEY, student_id uuid NOT NULL)',
    names: ['row-security public.moods'],
    repair: 'DROP TABLE moods',
  },
  {
    what: 'a policy that asks its function for every row',
    inject: 'CREATE POLICY slow ON quiet_hours AS RESTRICTIVE FOR SELECT USING (user_id = app_user_id())',
    names: ['row-security-cost public.quiet_hours.slow'],
    repair: 'DROP POLICY slow ON quiet_hours',
  },
  {
    what: 'two permissive policies for one action',
    inject: "CREATE POLICY second ON user_progress FOR SELECT USING ((SELECT app_role()) = 'ADMIN')",
    names: ['permissive-policies public.user_progress'],
    repair: 'DROP POLICY second ON user_progress',
  },
  {
    what: 'a policy for one role beside one for everybody',
    inject:
      "CREATE POLICY second ON user_progress FOR SELECT TO pg_monitor USING ((SELECT app_role()) = 'ADMIN')",
    names: ['permissive-policies public.user_progress'],
    repair: 'DROP POLICY second ON user_progress',
  },
  {
    what: 'a policy that asks its function with a value for every row',
    inject:
      "CREATE FUNCTION has_role(text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'; CREATE POLICY slow ON quiet_hours AS RESTRICTIVE FOR SELECT USING (has_role('admin'))",
    names: ['row-security-cost public.quiet_hours.slow'],
    repair: 'DROP POLICY slow ON quiet_hours; DROP FUNCTION has_role',
  },
  {
    what: 'a table without housekeeping',
    inject: 'ALTER TABLE users SET (autovacuum_enabled = off)',
    names: ['autovacuum-off public.users'],
    repair: 'ALTER TABLE users RESET (autovacuum_enabled)',
  },
  {
    what: 'a limit of freezing that was lowered',
    inject: 'ALTER TABLE user_progress SET (autovacuum_freeze_max_age = 100000)',
    names: ['wraparound public.user_progress'],
    repair: 'ALTER TABLE user_progress RESET (autovacuum_freeze_max_age)',
  },
];

const shopFaults: Fault[] = [
  {
    what: 'a foreign key over two columns with an index of one of them',
    inject: 'DROP INDEX "Shop".lines_order_idx; CREATE INDEX lines_region ON "Shop".lines (region)',
    names: ['foreign-key-index "Shop".lines.lines_order'],
    repair:
      'DROP INDEX "Shop".lines_region; CREATE INDEX lines_order_idx ON "Shop".lines (number, region, amount)',
  },
  {
    what: 'a foreign key whose index holds a part of the rows',
    inject:
      'DROP INDEX "Shop".orders_user; CREATE INDEX orders_user ON "Shop".orders ("user") WHERE note IS NULL',
    names: ['foreign-key-index "Shop".orders.orders_user_fkey'],
    repair: 'DROP INDEX "Shop".orders_user; CREATE INDEX orders_user ON "Shop".orders ("user")',
  },
  {
    what: 'an index that another one begins with, beside some that only look alike',
    inject: `CREATE INDEX "Odd one" ON "Shop".lines (number);
      CREATE INDEX down ON "Shop".lines (number DESC); CREATE INDEX few ON "Shop".lines (number) WHERE amount > 0;
      CREATE INDEX hashed ON "Shop".lines USING hash (number);
      CREATE INDEX email_like ON "Shop"."user" ("E-mail" text_pattern_ops)`,
    names: ['redundant-index "Shop"."Odd one"'],
    repair: `DROP INDEX "Shop"."Odd one", "Shop".down, "Shop".few, "Shop".hashed, "Shop".email_like`,
  },
  {
    what: 'three indexes that are exactly alike: all but the first',
    inject: `CREATE INDEX a3 ON "Shop".orders (lower(note)); CREATE INDEX a2 ON "Shop".orders (lower(note));
      CREATE INDEX a1 ON "Shop".orders (lower(note))`,
    names: ['redundant-index "Shop".a1', 'redundant-index "Shop".a2'],
    repair: `DROP INDEX "Shop".a1, "Shop".a2, "Shop".a3`,
  },
  {
    what: 'a unique index beside the constraint that it repeats',
    inject: `CREATE UNIQUE INDEX orders_again ON "Shop".orders (region, number)`,
    names: ['redundant-index "Shop".orders_again'],
    repair: `DROP INDEX "Shop".orders_again`,
  },
  {
    what: 'a constraint that was never validated',
    inject: `ALTER TABLE "Shop".orders ADD CONSTRAINT positive CHECK (number > 0) NOT VALID`,
    names: ['invalid-constraint "Shop".orders.positive'],
    repair: `ALTER TABLE "Shop".orders DROP CONSTRAINT positive`,
  },
  {
    what: 'a table without a primary key',
    inject: `CREATE TABLE "Shop"."Loose Ends" (word text)`,
    names: ['primary-key "Shop"."Loose Ends"'],
    repair: `DROP TABLE "Shop"."Loose Ends"`,
  },
  {
    what: 'a foreign key of a narrower type',
    inject: `CREATE TABLE "Shop".carts ("user" int PRIMARY KEY REFERENCES "Shop"."user")`,
    names: ['foreign-key-type "Shop".carts.carts_user_fkey'],
    repair: `DROP TABLE "Shop".carts`,
  },
  {
    what: 'a unique rule that empty values go round',
    inject: `CREATE TABLE "Shop".seats (id int PRIMARY KEY, row int NOT NULL, seat int, UNIQUE (row, seat), UNIQUE NULLS NOT DISTINCT (id, seat))`,
    names: ['nullable-unique "Shop".seats.seats_row_seat_key'],
    repair: `DROP TABLE "Shop".seats`,
  },
  {
    what: 'a counter whose column is narrower than itself, and one near its own end',
    inject: `CREATE SEQUENCE "Shop".wide; CREATE TABLE "Shop".small (id smallint PRIMARY KEY DEFAULT nextval('"Shop".wide'));
      CREATE TABLE "Shop".tickets (id serial PRIMARY KEY); SELECT setval('"Shop".wide', 30000), setval('"Shop".tickets_id_seq', 1700000000)`,
    names: ['sequences "Shop".tickets_id_seq', 'sequences "Shop".wide'],
    repair: `DROP TABLE "Shop".small, "Shop".tickets; DROP SEQUENCE "Shop".wide`,
  },
];

describe.each([
  {
    where: 'the product',
    url: () => product.ownerUrl,
    owner: () => product.owner,
    faultsThere: productFaults,
  },
  { where: 'another schema', url: () => foreign.url, owner: () => foreign.owner, faultsThere: shopFaults },
])('in $where', ({ url, owner, faultsThere }) => {
  it.each(faultsThere)('$what: is named, alone, until it is mended', async ({ inject, names, repair }) => {
    await owner().query(inject);
    expect(await faults(url())).toEqual(names);
    await owner().query(repair);
    expect(await faults(url())).toEqual([]);
  });
});

describe('what only looks like a fault', () => {
  const lookalikes = [
    {
      what: 'a unique index beside a constraint that is checked later',
      make: `ALTER TABLE "Shop".lines ADD UNIQUE (id, amount) DEFERRABLE; ALTER TABLE "Shop".lines ALTER amount SET NOT NULL;
        CREATE UNIQUE INDEX at_once ON "Shop".lines (id, amount)`,
      repair: `ALTER TABLE "Shop".lines DROP CONSTRAINT lines_id_amount_key, ALTER amount DROP NOT NULL; DROP INDEX "Shop".at_once`,
    },
    {
      what: 'a key of a partitioned table whose partitions have an index each',
      make: `CREATE TABLE "Shop".visits (id bigint, day date, "user" bigint REFERENCES "Shop"."user", PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
        CREATE TABLE "Shop".other ("user" bigint, id bigint NOT NULL, day date NOT NULL);
        ALTER TABLE "Shop".visits ATTACH PARTITION "Shop".other FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE INDEX other_user ON "Shop".other ("user")`,
      repair: 'DROP TABLE "Shop".visits',
    },
  ];
  it.each(lookalikes)('$what: is not named', async ({ make, repair }) => {
    await foreign.owner.query(make);
    expect(await faults(foreign.url)).toEqual([]);
    await foreign.owner.query(repair);
  });
});

describe('indexes of a partitioned table', () => {
  it('are named as a whole, and without SQL that the server would refuse', async () => {
    await foreign.owner.query(
      `CREATE INDEX log_day ON "Shop".log (day); CREATE INDEX log_day_id ON "Shop".log (day, id)`,
    );
    const found = (await findings(foreign.url)).filter(({ state }) => state === 'warning');
    expect(found).toMatchObject([{ check: 'redundant-index', object: '"Shop".log_day', sql: undefined }]);
    expect(found[0]?.advice).toContain('partitioned');
    await foreign.owner.query('DROP INDEX "Shop".log_day, "Shop".log_day_id');
  });

  it('that nothing uses are named by their table’s', async () => {
    await foreign.owner.query(`INSERT INTO "Shop".log SELECT n, '2026-03-01'::date + n % 30 FROM generate_series(1, 20000) n;
      CREATE TABLE "Shop".long (id bigint, word text) PARTITION BY HASH (id);
      CREATE TABLE "Shop".long_1 PARTITION OF "Shop".long FOR VALUES WITH (MODULUS 1, REMAINDER 0);
      INSERT INTO "Shop".long SELECT n, lpad(n::text, 400, '0') FROM generate_series(1, 30000) n;
      CREATE INDEX long_word ON "Shop".long (word)`);
    const unused = (await findings(foreign.url)).filter(({ check }) => check === 'unused-index');
    expect(unused).toMatchObject([{ state: 'unknown', object: '"Shop".long_word' }]);
    expect(Number(unused[0]?.evidence.bytes)).toBeGreaterThan(10 * 1024 ** 2);
    await foreign.owner.query('DROP TABLE "Shop".long; TRUNCATE "Shop".log');
  });
});

describe('what somebody has for himself', () => {
  /** What is found while the owner holds something. */
  async function whileHeld(hold: string) {
    await foreign.owner.query(`BEGIN; ${hold}`);
    return findings(foreign.url).finally(() => foreign.owner.query('ROLLBACK'));
  }
  const waited = 'Something is locked';

  it('keeps no check from looking at the others, and is said to be left out', async () => {
    await foreign.owner.query(`
      CREATE TABLE "Shop".held (id smallserial PRIMARY KEY, a int, b text, CHECK (a > 0)); CREATE INDEX ON "Shop".held (a) WHERE b <> '';
      CREATE INDEX ON "Shop".held (lower(b)); ALTER TABLE "Shop".held ADD UNIQUE (a), ADD CONSTRAINT later CHECK (id > 0) NOT VALID, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY p ON "Shop".held USING (a = current_setting('x')::int); CREATE INDEX again ON "Shop".orders ("user")`);
    const found = await whileHeld('TRUNCATE "Shop".held RESTART IDENTITY');
    await foreign.owner.query('DROP TABLE "Shop".held; DROP INDEX "Shop".again');
    expect(found.filter(({ evidence }) => String(evidence.reason).startsWith(waited))).toEqual([]);
    expect(found.filter(({ state }) => state === 'warning').map(({ object }) => object)).toEqual(
      expect.arrayContaining(['"Shop".again', '"Shop".held.held_a_key', '"Shop".held.later']),
    );
    const leftOut = found.filter(({ evidence }) => String(evidence.tables) === '"Shop".held');
    expect(leftOut.map(({ check }) => check)).toEqual(['row-security-cost', 'redundant-index']);
  });

  it('being a table of the server itself, leaves every check unknown at worst', async () => {
    const found = await whileHeld('LOCK TABLE pg_catalog.pg_extension IN ACCESS EXCLUSIVE MODE');
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['unknown']));
    expect(String(found[0]?.evidence.reason)).toContain(waited);
  });
});

describe('a failed build', () => {
  it('leaves an invalid index, which is named', async () => {
    await foreign.owner.query(`UPDATE "Shop"."user" SET parent = 1`);
    const build = foreign.owner.query(
      'CREATE UNIQUE INDEX CONCURRENTLY one_parent ON "Shop"."user" (parent)',
    );
    await expect(build).rejects.toThrow('could not create unique index');
    expect(await faults(foreign.url)).toContain('invalid-index "Shop".one_parent');
    await foreign.owner.query('ALTER INDEX "Shop".one_parent RENAME TO user_pkey_ccnew1');
    const [left] = (await findings(foreign.url)).filter(({ check }) => check === 'invalid-index');
    expect(left?.sql).toBe('DROP INDEX CONCURRENTLY "Shop".user_pkey_ccnew1;');
    await foreign.owner.query('DROP INDEX "Shop".user_pkey_ccnew1');
    expect(await faults(foreign.url)).not.toContain('invalid-index "Shop".one_parent');
  });
});
