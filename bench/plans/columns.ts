import { rowsOf } from './school';

/** What the catalogs say about a column. */
export type Column = {
  table: string;
  /** The table that has a line in the school: the parent of a partition, otherwise the table itself. */
  kin: string;
  column: string;
  type: string;
  inherited: boolean;
  notNull: boolean;
  /** Of an enum. */
  labels: string[];
  /** Whether a full unique index holds this column alone. */
  isKey: boolean;
  refersTo: string | null;
};

/** What the planner is told about a column, as `pg_restore_attribute_stats` takes it. */
export type ColumnStatistics = {
  table: string;
  column: string;
  inherited: boolean;
  nulls: number;
  width: number;
  /** A number of values; negative: as a fraction of the rows. */
  distinct: number;
  common: string | null;
  frequencies: number[] | null;
  bounds: string | null;
  /** 1 where rows lie on the disk in the order of the column. */
  correlation: number;
};

const widths: Record<string, number> = {
  uuid: 16,
  timestamptz: 8,
  int8: 8,
  float8: 8,
  numeric: 6,
  date: 4,
  int4: 4,
  float4: 4,
  int2: 2,
  bool: 1,
  text: 24,
  varchar: 20,
  bytea: 120,
};
/** Of what is long enough to be kept elsewhere, the pointer and a little; of an enum four bytes. */
const otherWidth = 40;
const enumWidth = 4;

/** Columns without a foreign key that hold ids all the same, by what they hold. */
const holds: Record<string, string> = {
  user_id: 'users',
  student_id: 'users',
  actor_id: 'users',
  course_id: 'courses',
  lesson_id: 'lessons',
  section_id: 'sections',
  question_id: 'questions',
  institution_id: 'institutions',
  message_id: 'messages',
};

/** How often a column that may be empty is, by its name. */
const emptiness: Record<string, number> = {
  deleted_at: 0.98,
  disabled_at: 0.98,
  dropped_at: 0.95,
  removed_in_version: 0.95,
  completed_at: 0.4,
  failed_at: 0.99,
  cancelled_at: 0.98,
  last_error: 0.98,
  sent_at: 0.02,
  email_id: 0.6,
  follow_up_on: 0.8,
  followed_up_at: 0.9,
  revoked_at: 0.9,
  ended_at: 0.9,
  justification: 0.97,
  purpose: 0.95,
  body: 0.98,
};
const usualEmptiness = 0.3;

/** How often the values of a column occur where it matters and is uneven. */
const shares: Record<string, Record<string, number>> = {
  'users.role': { STUDENT: 0.975, INSTRUCTOR: 0.02, ADMIN: 0.005 },
  'enrollments.role': { STUDENT: 0.99, INSTRUCTOR: 0.009, ADMIN: 0.001 },
  'enrollments.status': { ACTIVE: 0.7, COMPLETED: 0.25, DROPPED: 0.05 },
  'courses.status': { PUBLISHED: 0.9, DRAFT: 0.07, ARCHIVED: 0.03 },
  'course_cards.published': { t: 0.9, f: 0.1 },
  'catalog_entries.published': { t: 0.9, f: 0.1 },
  'notifications.in_app': { t: 0.95, f: 0.05 },
  'notifications.email_settled': { t: 0.99, f: 0.01 },
  'sections.required': { t: 0.95, f: 0.05 },
  'audit_log.outcome': { ALLOWED: 0.99, DENIED: 0.008, FAILED: 0.002 },
};

const daysOfHistory = 360;

/** What a column of the large school is like, from what it is. */
export function describeColumn(column: Column, all: Map<string, Column>): ColumnStatistics {
  const share = sharesOf(column);
  return {
    table: column.table,
    column: column.column,
    inherited: column.inherited,
    nulls: column.notNull || column.isKey ? 0 : (emptiness[column.column] ?? usualEmptiness),
    width: widthOf(column),
    distinct: share ? Object.keys(share).length : distinctOf(column, all),
    common: share && `{${Object.keys(share).join(',')}}`,
    frequencies: share && Object.values(share),
    bounds: share ? null : boundsOf(column),
    correlation: arrivesInOrder(column) ? 1 : 0,
  };
}

/** Bytes of a value. */
export const widthOf = ({ type, labels }: Pick<Column, 'type' | 'labels'>): number =>
  labels.length > 0 ? enumWidth : (widths[type] ?? otherWidth);

function sharesOf({ kin, column, type, labels }: Column): Record<string, number> | null {
  const known = shares[`${kin}.${column}`];
  if (known) return known;
  if (type === 'bool') return { f: 0.9, t: 0.1 };
  if (labels.length === 0) return null;
  return Object.fromEntries(labels.map((label) => [label, 1 / labels.length]));
}

/** An id has as many values as what it refers to; a moment is nearly its own; of the rest there are some hundreds. */
function distinctOf(column: Column, all: Map<string, Column>): number {
  const rows = rowsOf(column.kin) ?? 1;
  if (column.isKey) return -1;
  const target = targetOf(column, all);
  if (target) return Math.min(rows, rowsOf(target) ?? rows);
  if (column.type === 'uuid') return Math.min(rows, rows / 2 + 1);
  if (column.type === 'timestamptz') return -0.9;
  if (column.type === 'date') return Math.min(rows, daysOfHistory);
  if (/(_id|_key|hash)$/.test(column.column)) return -0.9;
  return Math.min(rows, 500);
}

/** The table whose rows a column names, through as many foreign keys as it takes. */
function targetOf(column: Column, all: Map<string, Column>, steps = 4): string | null {
  const next = column.refersTo === null || steps === 0 ? undefined : all.get(column.refersTo);
  if (!next) return holds[column.column] ?? null;
  return next.isKey ? next.kin : targetOf(next, all, steps - 1);
}

/** Rows arrive in the order of moments and of numbers that are given out. */
const arrivesInOrder = ({ column, type, isKey }: Column): boolean =>
  type === 'timestamptz' || type === 'date' || (type === 'int8' && (isKey || column === 'transaction_id'));

/** Moments and days lie evenly in the year behind us, whenever this runs. */
function boundsOf({ type }: Column): string | null {
  if (type !== 'timestamptz' && type !== 'date') return null;
  const day = 86_400_000;
  const steps = Array.from({ length: 13 }, (_, n) => Date.now() - (daysOfHistory - n * 30) * day);
  const texts = steps.map((moment) => new Date(moment).toISOString());
  return `{${texts.map((text) => (type === 'date' ? text.slice(0, 10) : `"${text}"`)).join(',')}}`;
}
