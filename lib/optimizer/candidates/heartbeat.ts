/**
 * Columns that every progress event changes, also one that only adds seconds. An index on one of them ends HOT updates:
 * each event would write a new entry into every index of the table. A test holds the list against `record_progress`.
 */
const heartbeatColumns: Readonly<Record<string, readonly string[]>> = {
  user_progress: ['time_spent', 'last_activity_at', 'updated_at'],
  enrollments: ['time_spent', 'interactions', 'last_activity_at', 'updated_at'],
  activity_days: ['seconds', 'interactions'],
};

/** Tables that every progress event adds a row to. */
const eventTables = new Set(['progress_events', 'course_deltas']);

/** Which of these columns a heartbeat changes. */
export const changedByHeartbeat = (table: string, columns: readonly string[]): string[] =>
  columns.filter((column) => heartbeatColumns[table]?.includes(column));

export const growsWithEvents = (table: string): boolean => eventTables.has(table);

export const heartbeatTables = Object.entries(heartbeatColumns);

export const heartbeatRefusal = (table: string, columns: readonly string[]): string =>
  `Every progress event changes ${columns.join(' and ')}. With this index no such change could stay within its page: each heartbeat of each student would write to every index of ${table}.`;
