import { describe, expect, it } from 'vitest';
import { applySql, undoSql } from '../change';
import {
  askedStatement,
  column,
  enrollments,
  factsOf,
  firstOf,
  notifications,
  scan,
  tableFacts,
} from '../testing/facts';
import { proposeIndexes } from './create-indexes';
import type { PlanNode } from './facts';
import { heartbeatTables } from './heartbeat';

const planned = (statement: string, plan: PlanNode) => factsOf({ plans: [{ statement, plan }] });
const sql = (facts: ReturnType<typeof factsOf>) =>
  proposeIndexes(facts).map(({ change }) => applySql(change).replace(/opt_\w+_idx/, 'NAME'));

const roster = firstOf(
  ['e.avg_completion DESC', 'e.user_id'],
  scan('enrollments', 'e', {
    'Plan Rows': 1_000,
    Filter: "((e.course_id = $1) AND (e.role = 'STUDENT'::educational_role_enum))",
  }),
);

describe('indexes that plans do without', () => {
  it('puts what is compared first, then the order, and leaves a kind of row to WHERE', () => {
    expect(sql(planned('classes.roster', roster))).toEqual([
      "CREATE INDEX CONCURRENTLY NAME ON public.enrollments USING btree (course_id, avg_completion DESC, user_id) WHERE role = 'STUDENT'::educational_role_enum",
    ]);
    const [{ expected, price, refusal } = { expected: null, price: null, refusal: '' }] = proposeIndexes(
      planned('classes.roster', roster),
    );
    expect(expected).toMatchObject({ rowsRead: 500_000, rowsWanted: 50, calls: null, foreignKey: false });
    expect(price?.bytes).toBeGreaterThan(10_000_000);
    expect(refusal).toBeNull();
  });

  it('looks for the most telling column first, and for a range last', () => {
    const plan = scan('enrollments', 'e', {
      Filter: '((e.role = $1) AND (e.avg_completion > $2) AND (e.course_id = $3) AND (e.user_id = $4))',
    });
    expect(sql(planned('x.y', plan))).toEqual([
      'CREATE INDEX CONCURRENTLY NAME ON public.enrollments USING btree (user_id, course_id, role, avg_completion)',
    ]);
  });

  it('finds the order through a join, and unread rows by a partial index', () => {
    const plan = firstOf(['n.created_at DESC'], {
      'Node Type': 'Nested Loop',
      'Plan Rows': 400,
      Plans: [
        scan('notifications', 'n', {
          Filter: '((n.read_at IS NULL) AND (n.user_id = $1))',
          'Plan Rows': 400,
        }),
        scan('courses', 'c'),
      ],
    });
    expect(sql(planned('notifications.centre', plan))).toEqual([
      'CREATE INDEX CONCURRENTLY NAME ON public.notifications USING btree (user_id, created_at DESC) WHERE read_at IS NULL',
    ]);
  });

  it('carries a small column along where the answer then comes from the index alone', () => {
    const plan = scan('enrollments', 'e', {
      Filter: '(e.course_id = $1)',
      Output: ['e.avg_completion', 'e.course_id'],
    });
    expect(sql(planned('x.y', plan))).toEqual([
      'CREATE INDEX CONCURRENTLY NAME ON public.enrollments USING btree (course_id) INCLUDE (avg_completion)',
    ]);
  });

  it('is silent where an index is there, the table is small, or all of it is wanted', () => {
    const has = (columns: { column: string; order: 'asc' | 'desc' }[], predicate: string | null) => ({
      ...enrollments,
      indexes: [{ name: 'i', method: 'btree', valid: true, bytes: 1, columns, predicate, definition: '' }],
    });
    const keys = (order: 'asc' | 'desc') => [
      { column: 'course_id', order: 'asc' as const },
      { column: 'avg_completion', order },
      { column: 'user_id', order: order === 'desc' ? ('asc' as const) : ('desc' as const) },
    ];
    const only = "role = 'STUDENT'::educational_role_enum";
    const facts = planned('classes.roster', roster);
    const withTable = (table: typeof enrollments) => sql({ ...facts, tables: [table] });
    expect(withTable(has(keys('desc'), null))).toEqual([]);
    expect(withTable(has(keys('desc'), only))).toEqual([]);
    expect(withTable(has(keys('desc'), 'dropped_at IS NULL'))).toHaveLength(1);
    expect(withTable(has(keys('desc').toReversed(), null))).toHaveLength(1);
    expect(withTable({ ...enrollments, rows: 500 })).toEqual([]);
    expect(
      sql(planned('x.y', scan('enrollments', 'e', { 'Plan Rows': 400_000, Filter: '(e.course_id = $1)' }))),
    ).toEqual([]);
  });

  it('leaves what is said with yes or no to WHERE, and looks for it alone where nothing else is asked', () => {
    const uneven = (name: string, topShare: number, topValue: string) => ({
      ...notifications,
      columns: notifications.columns.map((one) => (one.name === name ? { ...one, topShare, topValue } : one)),
    });
    const asked = (Filter: string, table = notifications) =>
      sql({ ...planned('x.y', scan('notifications', 'n', { Filter })), tables: [table] }).map((text) =>
        text.replace(/^.*USING /, ''),
      );
    expect(asked('((n.read_at IS NULL) AND n.in_app AND (n.user_id = $1))')).toEqual([
      'btree (user_id) WHERE in_app AND read_at IS NULL',
    ]);
    expect(asked('(NOT n.in_app)', uneven('in_app', 0.97, 't'))).toEqual(['btree (in_app) WHERE NOT in_app']);
    expect(asked('(NOT n.in_app)', uneven('in_app', 0.97, 'f'))).toEqual([]);
    expect(asked('(NOT n.in_app)', uneven('in_app', 0.6, 't'))).toEqual([]);
    expect(asked('(NOT n.in_app)')).toEqual([]);
    const grades = "(n.kind = 'GRADE'::text)";
    expect(asked(grades, uneven('kind', 0.97, 'MESSAGE'))).toEqual([
      "btree (kind) WHERE kind = 'GRADE'::text",
    ]);
    expect(asked(grades, uneven('kind', 0.97, 'GRADE'))).toEqual([]);
  });

  it('looks for one of several values like for one, unless an order is wanted or it tells little', () => {
    const asked = (plan: PlanNode) => sql(planned('x.y', plan)).map((text) => text.replace(/^.*USING /, ''));
    const filtered = (Filter: string) => scan('enrollments', 'e', { Filter });
    expect(asked(filtered('(e.user_id = ANY ($1))'))).toEqual(['btree (user_id)']);
    expect(asked(filtered('((e.user_id = ANY ($1)) AND (e.role = ANY ($2)))'))).toEqual(['btree (user_id)']);
    expect(
      asked(firstOf(['e.avg_completion'], filtered('((e.role = ANY ($1)) AND (e.course_id = $2))'))),
    ).toEqual(['btree (course_id, avg_completion)']);
    expect(
      asked(firstOf(['e.avg_completion'], filtered('((e.user_id = ANY ($1)) AND (e.course_id = $2))'))),
    ).toEqual(['btree (user_id, course_id)']);
  });

  it('knows an index of some rows that holds all that are wanted', () => {
    const there = (columns: string[], predicate: string) => [
      {
        name: 'i',
        method: 'btree',
        valid: true,
        bytes: 1,
        definition: '',
        columns: columns.map((column) => ({ column, order: 'asc' as const })),
        predicate,
      },
    ];
    const asked = (Filter: string, indexes: ReturnType<typeof there>) =>
      sql({
        ...planned('x.y', scan('notifications', 'n', { Filter })),
        tables: [{ ...notifications, columns: rarelyOutside, indexes }],
      });
    const rarelyOutside = notifications.columns.map((one) =>
      one.name === 'in_app' ? { ...one, topShare: 0.97, topValue: 't' } : one,
    );
    const unread = '((n.read_at IS NULL) AND n.in_app AND (n.user_id = $1))';
    expect(asked(unread, there(['user_id'], 'in_app AND read_at IS NULL'))).toEqual([]);
    expect(asked(unread, there(['user_id'], 'read_at IS NULL'))).toEqual([]);
    expect(asked(unread, there(['user_id'], 'NOT in_app'))).toHaveLength(1);
    expect(asked(unread, there(['kind'], 'in_app AND read_at IS NULL'))).toHaveLength(1);
    expect(asked('(NOT n.in_app)', there(['created_at'], 'NOT in_app'))).toEqual([]);
    expect(asked('(NOT n.in_app)', there(['created_at'], 'read_at IS NULL'))).toHaveLength(1);
  });

  it('knows that an index is looked through whose first column is not asked for', () => {
    const there = (first: string) => ({
      name: 'there',
      method: 'btree',
      valid: true,
      bytes: 1,
      definition: '',
      predicate: null,
      columns: [first, 'course_id'].map((name) => ({ column: name, order: 'asc' as const })),
    });
    const asked = (first: string, type = 'Index Scan') => {
      const step = {
        'Node Type': type,
        'Index Name': 'there',
        'Index Cond': '(e.course_id = $1)',
        'Plan Rows': 40,
      };
      const plan: PlanNode =
        type === 'Index Scan'
          ? scan('enrollments', 'e', step)
          : scan('enrollments', 'e', {
              'Node Type': 'Bitmap Heap Scan',
              'Recheck Cond': '(e.course_id = $1)',
              Plans: [step],
            });
      return sql({ ...planned('x.y', plan), tables: [{ ...enrollments, indexes: [there(first)] }] });
    };
    expect(asked('user_id')).toHaveLength(1);
    expect(asked('user_id', 'Bitmap Index Scan')).toHaveLength(1);
    expect(asked('role')).toEqual([]);
  });

  it('asks for a time that is felt where few rows are gone through', () => {
    const plan = scan('enrollments', 'e', { Filter: '(e.course_id = $1)', 'Plan Rows': 4 });
    const asked = (rows: number, milliseconds: number | null) =>
      sql({
        ...planned('x.y', plan),
        tables: [{ ...enrollments, rows }],
        costs: milliseconds === null ? [] : [{ statement: 'x.y', calls: 10, milliseconds }],
      });
    expect(asked(4_000, 20)).toHaveLength(1);
    expect(asked(4_000, 2)).toEqual([]);
    expect(asked(4_000, null)).toEqual([]);
    expect(asked(40_000, 2)).toHaveLength(1);
  });

  it('leaves to one index what it serves as well: the same columns in another order, an order read backwards', () => {
    const both = (...plans: PlanNode[]) =>
      sql(factsOf({ plans: plans.map((plan, n) => ({ statement: `x.${n}`, plan })) })).map((text) =>
        text.replace(/^.*USING /, ''),
      );
    const newest = scan('notifications', 'n', { Filter: '(n.user_id = $1)' });
    expect(
      both(
        firstOf(['n.created_at DESC', 'n.kind DESC'], newest),
        firstOf(['n.created_at'], newest),
        scan('notifications', 'n', { Filter: '((n.user_id = $1) AND (n.in_app = $2))' }),
      ),
    ).toEqual(['btree (user_id, created_at DESC, kind DESC)']);
    expect(
      sql(
        factsOf({
          plans: [
            {
              statement: 'x.y',
              plan: scan('enrollments', 'e', { Filter: '((e.course_id = $1) AND (e.user_id = $2))' }),
            },
          ],
          foreignKeys: [
            { schema: 'public', table: 'enrollments', constraint: 'fk', columns: ['course_id', 'user_id'] },
          ],
        }),
      ),
    ).toHaveLength(1);
  });

  it('leaves to the index of a foreign key what it serves as well', () => {
    const plan = scan('enrollments', 'e', {
      Filter:
        "((e.user_id = $1) AND (e.avg_completion > $2) AND (e.role = 'STUDENT'::educational_role_enum))",
    });
    const found = proposeIndexes(
      factsOf({
        plans: [{ statement: 'x.y', plan }],
        foreignKeys: [{ schema: 'public', table: 'enrollments', constraint: 'fk', columns: ['user_id'] }],
      }),
    );
    expect(
      found.map(({ change, statements }) => [applySql(change).replace(/^.*USING /, ''), statements]),
    ).toEqual([['btree (user_id)', ['x.y']]]);
  });

  it('minds statements that are put together for a question, where they were asked by the product', () => {
    const plan = scan('enrollments', 'e', { Filter: '(e.course_id = $1)' });
    const asked = (statement: string) =>
      sql(factsOf({ asked: [{ ...askedStatement({ text: '', plan }), statement }] }));
    expect(asked('classes.roster')).toHaveLength(1);
    expect(asked('statement 4711')).toEqual([]);
  });

  it('takes an index for one that is there only where its order helps', () => {
    const asked = (Filter: string, keys: string[], statement = scan('enrollments', 'e', { Filter })) => {
      const columns = keys.map((column) => ({ column, order: 'asc' as const }));
      const there = {
        name: 'i',
        method: 'btree',
        valid: true,
        bytes: 1,
        columns,
        predicate: null,
        definition: '',
      };
      return sql({ ...planned('x.y', statement), tables: [{ ...enrollments, indexes: [there] }] });
    };
    const both = '((e.course_id = $1) AND (e.user_id = $2))';
    expect(asked(both, ['course_id', 'user_id'])).toEqual([]);
    expect(asked(both, ['user_id', 'course_id', 'role'])).toEqual([]);
    expect(asked(both, ['user_id', 'role', 'course_id'])).toHaveLength(1);
    const range = '((e.course_id = $1) AND (e.avg_completion > $2))';
    expect(asked(range, ['course_id', 'avg_completion'])).toEqual([]);
    expect(asked(range, ['avg_completion', 'course_id'])).toHaveLength(1);
    const sorted = firstOf(
      ['e.avg_completion', 'e.user_id'],
      scan('enrollments', 'e', { Filter: '(e.course_id = $1)' }),
    );
    expect(asked('', ['course_id', 'avg_completion', 'user_id'], sorted)).toEqual([]);
    expect(asked('', ['course_id', 'user_id', 'avg_completion'], sorted)).toHaveLength(1);
  });

  it('minds the largest class where only the first few of it are wanted', () => {
    const indexed = firstOf(
      ['e.avg_completion DESC'],
      scan('enrollments', 'e', {
        'Node Type': 'Index Scan',
        'Index Cond': '(e.course_id = $1)',
        'Plan Rows': 40,
      }),
    );
    const uneven = (topShare: number) => ({
      ...enrollments,
      columns: enrollments.columns.map((one) => (one.name === 'course_id' ? { ...one, topShare } : one)),
    });
    const propose = (topShare: number) =>
      proposeIndexes({ ...planned('classes.roster', indexed), tables: [uneven(topShare)] });
    expect(propose(0.08)[0]?.expected).toMatchObject({ rowsRead: 40_000, rowsWanted: 40 });
    expect(propose(0.0001)).toEqual([]);
  });

  it('refuses what every heartbeat would pay for, and says so', () => {
    const plan = firstOf(
      ['e.last_activity_at DESC'],
      scan('enrollments', 'e', { Filter: '(e.course_id = $1)', 'Plan Rows': 1_000 }),
    );
    const [candidate] = proposeIndexes(planned('classes.roster', plan));
    expect(candidate?.price.heartbeatColumns).toEqual(['last_activity_at']);
    expect(candidate?.refusal).toContain('Every progress event changes last_activity_at');
  });

  it('refuses it for every column of every table that a heartbeat changes, in whatever place', () => {
    for (const [table, columns] of heartbeatTables) {
      for (const name of columns) {
        const facts = {
          ...notifications,
          table,
          columns: [...notifications.columns, column(name, 1e5, { width: 8, nullShare: 0.5 })],
        };
        for (const Filter of [
          `(t.${name} = $1)`,
          `((t.user_id = $1) AND (t.${name} > $2))`,
          `((t.user_id = $1) AND (t.${name} IS NULL))`,
        ]) {
          const plans = [{ statement: 'x.y', plan: scan(table, 't', { Filter }) }];
          expect(
            proposeIndexes({ ...factsOf({ plans }), tables: [facts] }).map(({ refusal }) => refusal),
          ).toEqual([expect.stringContaining(name)]);
        }
      }
    }
  });

  it('gives a foreign key its index, unless another proposal begins with it', () => {
    const foreignKeys = [
      { schema: 'public', table: 'enrollments', constraint: 'fk', columns: ['course_id'] },
    ];
    expect(sql(factsOf({ foreignKeys }))).toEqual([
      'CREATE INDEX CONCURRENTLY NAME ON public.enrollments USING btree (course_id)',
    ]);
    const wider = scan('enrollments', 'e', { Filter: '((e.course_id = $1) AND (e.avg_completion > $2))' });
    expect(sql(factsOf({ foreignKeys, plans: [{ statement: 'x.y', plan: wider }] }))).toEqual([
      'CREATE INDEX CONCURRENTLY NAME ON public.enrollments USING btree (course_id, avg_completion)',
    ]);
    // A partial one answers for some rows only.
    expect(sql(factsOf({ foreignKeys, plans: [{ statement: 'x.y', plan: roster }] }))).toHaveLength(2);
  });

  it('says the same design once, for all its statements', () => {
    const plan = scan('enrollments', 'e', { Filter: '(e.course_id = $1)' });
    const found = proposeIndexes(
      factsOf({ plans: ['a.b', 'c.d'].map((statement) => ({ statement, plan })) }),
    );
    expect(found.map(({ statements }) => statements)).toEqual([['a.b', 'c.d']]);
  });
});

describe('changes', () => {
  it('bring back a dropped index by its definition, beside the traffic', () => {
    const drop = {
      kind: 'drop-index',
      schema: 'public',
      table: 't',
      name: 'i',
      definition: 'CREATE UNIQUE INDEX i ON public.t USING btree (a)',
    } as const;
    expect(undoSql(drop)).toBe('CREATE UNIQUE INDEX CONCURRENTLY i ON public.t USING btree (a)');
    expect(applySql(drop)).toBe('DROP INDEX CONCURRENTLY public.i');
    const set = {
      kind: 'set-storage',
      schema: 'public',
      table: 't',
      name: 'fillfactor',
      value: '90',
    } as const;
    expect(undoSql({ ...set, before: null })).toBe('ALTER TABLE public.t RESET (fillfactor)');
    expect(undoSql({ ...set, before: '80' })).toBe('ALTER TABLE public.t SET (fillfactor = 80)');
  });
});

describe('a partitioned table', () => {
  const month = (name: string, rows: number) =>
    tableFacts({
      table: `looks_${name}`,
      partitionOf: 'looks',
      rows,
      columns: [column('person_id', 50_000), column('at', 400_000, { width: 8 })],
    });
  const partitions = [month('2026_10', 400_000), month('2026_11', 300_000)];
  const plan: PlanNode = {
    'Node Type': 'Append',
    'Plan Rows': 80,
    Plans: partitions.map(({ table }, n) => scan(table, `l_${n}`, { Filter: `(l_${n}.person_id = $1)` })),
  };
  const found = proposeIndexes({ ...planned('looks.of-person', plan), partitions });

  it('wants one index of the whole, which is not tried, and says why', () => {
    expect(found.map(({ change }) => applySql(change).replace(/opt_\w+_idx/, 'NAME'))).toEqual([
      'CREATE INDEX CONCURRENTLY NAME ON public.looks USING btree (person_id)',
    ]);
    expect(found[0]).toMatchObject({
      why: 'looks.of-person goes through 400,000 rows of looks to find a few of them.',
      refusal: expect.stringContaining('looks is partitioned.'),
    });
    expect(found[0]?.price.bytes).toBeGreaterThan(700_000 * 16);
  });

  it('wants none that each partition has', () => {
    const indexes = [
      {
        name: 'x',
        method: 'btree',
        valid: true,
        bytes: 0,
        predicate: null,
        definition: '',
        columns: [{ column: 'person_id', order: 'asc' as const }],
      },
    ];
    const served = partitions.map((partition) => ({ ...partition, indexes }));
    expect(proposeIndexes({ ...planned('looks.of-person', plan), partitions: served })).toEqual([]);
  });

  it('wants one for its foreign key, which is not tried either', () => {
    const key = { schema: 'public', table: 'looks', constraint: 'looks_person_fk', columns: ['person_id'] };
    const [one, ...more] = proposeIndexes(factsOf({ foreignKeys: [key], partitions }));
    expect([one?.change.table, more]).toEqual(['looks', []]);
    expect(one?.refusal).toContain('looks is partitioned.');
  });
});
