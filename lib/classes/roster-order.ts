import { z } from 'zod';
import { cursorInstant, cursorInstantSql, decodeCursor, encodeCursor, searchText } from '@/lib/list-query';
import { learningRankSql } from './learning-status';
import type { RosterOrder, RosterSort } from './schema';

type Column = {
  /** What rows are ordered by; null where a student has no such figure. */
  key: string;
  type: string;
  /** What a cursor holds of the key, and the SQL that gives it where it is not the key itself. */
  cursor: z.ZodType<string | number>;
  shown?: string;
  /** Stands for null, so that who has no such figure comes last in both directions. */
  missing?: Record<RosterOrder, string>;
};

const whole = z.int32();
const noFigure = { asc: '2147483647', desc: '-1' };
const noInstant = { asc: "'infinity'", desc: "'-infinity'" };
/** A mean in hundredths, as it is shown: whole numbers, so that a cursor finds its place again exactly. */
const mean = (sum: string, count: string, scale: number): Column => ({
  key: `round(${scale}.0 * ${sum} / nullif(${count}, 0))::int`,
  type: 'int',
  cursor: whole,
  missing: noFigure,
});
const plain = (key: string, type: 'int' | 'bigint'): Column => ({
  key,
  type,
  cursor: type === 'int' ? whole : z.int(),
});

const columns: Record<RosterSort, Column> = {
  completion: plain('e.avg_completion', 'int'),
  name: { key: 'e.person_name', type: 'text', cursor: searchText(255) },
  status: {
    key: 'e.status',
    type: 'enrollment_status_enum',
    cursor: z.enum(['ACTIVE', 'COMPLETED', 'DROPPED']),
  },
  learning: { key: learningRankSql, type: 'int', cursor: whole, missing: noFigure },
  sections: plain('e.sections_completed', 'int'),
  time: plain('e.time_spent', 'bigint'),
  interactions: plain('e.interactions', 'bigint'),
  velocity: mean('e.velocity_sum', 'e.velocity_count', 1),
  difficulty: mean('e.difficulty_sum', 'e.difficulty_count', 100),
  comprehension: mean('e.comprehension_sum', 'e.comprehension_count', 1),
  enrolled: {
    key: 'e.enrolled_at',
    type: 'timestamptz',
    cursor: cursorInstant,
    shown: cursorInstantSql('e.enrolled_at'),
  },
  activity: {
    key: 'e.last_activity_at',
    type: 'timestamptz',
    cursor: z.union([cursorInstant, z.enum(['infinity', '-infinity'])]),
    shown: cursorInstantSql('e.last_activity_at'),
    missing: noInstant,
  },
};

export type Place = { key: string | number; id: string };

/** Where a page begins: after its neighbour's last row, or before its first one; null for the first page. */
export type Start = { at: Place; side: 'after' | 'before' } | null;

export function decodeStart(sort: RosterSort, cursor: string | undefined): Start {
  if (cursor === undefined) return null;
  const place = [columns[sort].cursor, z.guid()] as const;
  const [key, id, side] = decodeCursor(z.tuple([...place, z.literal('before').optional()]), cursor);
  return { at: { key, id }, side: side ?? 'after' };
}

export const cursorAfter = ({ key, id }: Place) => encodeCursor([key, id]);
export const cursorBefore = ({ key, id }: Place) => encodeCursor([key, id, 'before']);

/**
 * The SQL of an order and of a page's place in it. Ties go by user id, against the column's direction, so that both
 * directions are one index read forwards or backwards, and no row repeats or is skipped.
 *
 * @param at placeholders of the cursor's key and id; null for the first page
 */
export function orderSql(
  sort: RosterSort,
  order: RosterOrder,
  side: 'after' | 'before',
  at: { key: string; id: string } | null,
): { key: string; where: string | null; orderBy: string } {
  const { key: bare, type, shown, missing } = columns[sort];
  const key = missing ? `coalesce(${bare}, ${missing[order]})` : bare;
  const rising = (order === 'asc') === (side === 'after');
  const [after, idAfter] = rising ? ['>', '<'] : ['<', '>'];
  const place = at && `${at.key}::${type}`;
  return {
    key: shown ? (missing ? `coalesce(${shown}, ${missing[order]})` : shown) : key,
    where:
      at && `${key} ${after}= ${place} AND (${key} ${after} ${place} OR e.user_id ${idAfter} ${at.id}::uuid)`,
    orderBy: rising ? `${key}, e.user_id DESC` : `${key} DESC, e.user_id`,
  };
}
