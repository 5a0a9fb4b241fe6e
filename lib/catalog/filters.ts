import { type Statement, statement, unpreparedStatement } from '@/db/statement';
import type { ListingQuery } from './schema';

export type Filters = Pick<
  ListingQuery,
  'difficulty' | 'institution' | 'instructor' | 'subject' | 'audience' | 'duration'
>;

/** Minutes, both ends included. */
const bands = { SHORT: [0, 299], MEDIUM: [300, 1200], LONG: [1201, 2_147_483_647] } as const;

/** SQL that names the band of an entry's duration; null where the duration is not known. */
export const bandSql = `CASE ${Object.entries(bands)
  .map(([name, [least, most]]) => `WHEN e.estimated_duration BETWEEN ${least} AND ${most} THEN '${name}'`)
  .join(' ')} END`;

/** The filters that facets are counted for; each facet leaves its own filter out. */
export const dimensions = ['difficulty', 'institution', 'subject', 'audience', 'duration'] as const;
export type Dimension = (typeof dimensions)[number];

/** Parameters of one statement, in order. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * SQL over `catalog_entries e` for each filter that is present, from a closed set of fragments; values only ever
 * travel as parameters.
 */
export function filterConditions(filters: Filters, parameters: Parameters): Map<keyof Filters, string> {
  const { difficulty, institution, instructor, subject, audience, duration } = filters;
  const conditions = new Map<keyof Filters, string>();
  if (difficulty)
    conditions.set('difficulty', `e.difficulty_level = ${parameters.add(difficulty)}::difficulty_enum`);
  if (institution) conditions.set('institution', `e.institution_id = ${parameters.add(institution)}::uuid`);
  if (instructor) conditions.set('instructor', `e.instructor_id = ${parameters.add(instructor)}::uuid`);
  if (subject) conditions.set('subject', `e.department = ${parameters.add(subject)}::text`);
  if (audience) {
    conditions.set(
      'audience',
      `e.target_audience @> ARRAY[${parameters.add(audience)}]::educational_level_enum[]`,
    );
  }
  if (duration) {
    const [least, most] = bands[duration].map((minutes) => parameters.add(minutes));
    conditions.set('duration', `e.estimated_duration BETWEEN ${least}::int AND ${most}::int`);
  }
  return conditions;
}

/** All of them, for a WHERE clause. */
export const allOf = (conditions: Iterable<string>): string => ['e.published', ...conditions].join(' AND ');

/** Combinations of several filters are too many to be kept prepared. */
export const statementFor = (name: string, text: string, conditions: number): Statement =>
  conditions > 1 ? unpreparedStatement(name, text) : statement(name, text);
