import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explained } from './plan-outline';
import { sampledPlans } from './sampled-plans';
import { withoutValues } from './without-values';

/** As the server writes a text. */
const literal = (text: string) =>
  text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;

describe('a condition without values', () => {
  it('holds nothing of any text, number or choice that was in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer(), fc.boolean(), (one, other, number, choice) => {
        const condition = `((name = ${literal(one)}::text) AND ("it's" = ${literal(other)}) AND (n = ${number < 0 ? `'${number}'::integer` : number}) AND (seen = ${choice}))`;
        expect(withoutValues(condition)).toMatch(
          /^\(\(name = …::text\) AND \("it's" = …\) AND \(n = …(::integer)?\) AND \(seen = …\)\)$/,
        );
      }),
    );
  });

  it('keeps columns, places and what belongs to the statement', () => {
    expect(withoutValues('(e.course_id = $1)')).toBe('(e.course_id = $1)');
    expect(withoutValues('(t1.col2 = 1.5e3)')).toBe('(t1.col2 = …)');
    expect(withoutValues("(id = ANY ('{1,2}'::bigint[]))")).toBe('(id = ANY (…::bigint[]))');
    expect(withoutValues('(InitPlan 1).col1 = role')).toContain('= role');
  });
});

const secret = '4b2f0a52-5a7e-4f5e-9c3c-1d2e3f405162';
const scan = (index: string, cost: number, rows: number) => ({
  'Node Type': 'Index Scan',
  'Index Name': index,
  'Relation Name': 'enrollments',
  Alias: 'e',
  'Index Cond': `(user_id = '${secret}'::uuid)`,
  Filter: "(status = 'ACTIVE'::status)",
  'Something New': secret,
  'Total Cost': cost,
  'Plan Rows': rows,
});
const plansOf = (...plans: object[]) =>
  sampledPlans(explained.parse(plans.map((Plan) => ({ Plan }))).map(({ Plan }) => Plan));

describe('plans of several samples', () => {
  it('are told by the way that they take, the most common first, with what the dearest costs', () => {
    const found = plansOf(scan('a_idx', 4, 1), scan('b_idx', 900, 800), scan('a_idx', 9, 3));
    expect(found).toEqual([
      {
        samples: 2,
        cost: [4, 9],
        rows: [1, 3],
        lines: [
          'Index Scan using a_idx on enrollments e  (cost 9.0, rows 3)',
          '    Index Cond: (user_id = …::uuid)',
          '    Filter: (status = …::status)',
        ],
      },
      expect.objectContaining({ samples: 1, cost: [900, 900] }),
    ]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('show what is below what', () => {
    const [found] = plansOf({
      'Node Type': 'Nested Loop',
      'Join Type': 'Left',
      'Total Cost': 5,
      'Plan Rows': 1,
      Plans: [scan('a_idx', 4, 1)],
    });
    expect(found?.lines.map((line) => line.replace(/ {2}\(.*/, ''))).toEqual([
      'Nested Loop (left)',
      '  Index Scan using a_idx on enrollments e',
      '      Index Cond: (user_id = …::uuid)',
      '      Filter: (status = …::status)',
    ]);
  });
});
