/**
 * SQL: whether a row of `activity_days` is activity. An import that was corrected to nothing leaves a row with neither
 * seconds nor steps, which makes nobody active.
 *
 * @param row the alias it is read by
 */
export const isActivitySql = (row: string): string => `(${row}.seconds > 0 OR ${row}.interactions > 0)`;
