import { expect, it } from 'vitest';
import { scan } from '../testing/facts';
import { placesIn } from './places';

const found = (condition: string) =>
  placesIn({
    'Node Type': 'Limit',
    'Plan Rows': 1,
    Plans: [scan('enrollments', 'e', { Filter: condition })],
  }).map(({ parameter, table, column, many }) => `$${parameter} ${table}.${column}${many ? ' (many)' : ''}`);

it('says what each parameter is compared with', () => {
  expect(found('((e.course_id = $1) AND ((e.role)::text = ($2)::text) AND (e.dropped_at IS NULL))')).toEqual([
    '$1 enrollments.course_id',
    '$2 enrollments.role',
  ]);
  expect(found('((e.user_id = ANY ($3)) AND (e.created_at >= $10))')).toEqual([
    '$3 enrollments.user_id (many)',
    '$10 enrollments.created_at',
  ]);
});

it('knows nothing of one that another table, or nothing, is compared with', () => {
  expect(found('((e.course_id = c.id) AND (c.owner = $1))')).toEqual([]);
  expect(found('(lower(e.name) ~~ $1)')).toEqual([]);
});
