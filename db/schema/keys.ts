import { sql } from 'drizzle-orm';
import { check, pgEnum, pgTable, smallint, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { institutions } from './people';
import { bytes, instant } from './types';

/** What a data key is for. LOOKUPS: finding a sealed value by itself, without opening any. */
export const keyClass = pgEnum('key_class_enum', [
  'STUDENT_RECORDS',
  'ACADEMIC_RECORDS',
  'COMMUNICATIONS',
  'LOOKUPS',
]);
export type KeyClass = (typeof keyClass.enumValues)[number];

/** ACTIVE seals and opens, DECRYPT_ONLY opens, DESTROYED is a memory: what it sealed opens never again. */
export const keyState = pgEnum('key_state_enum', ['ACTIVE', 'DECRYPT_ONLY', 'DESTROYED']);
export type KeyState = (typeof keyState.enumValues)[number];

export type SealingAlgorithm = 'A256GCM' | 'A256CBC-HS512';
/** By their names in the registry of RFC 7518. */
export type AlgorithmName = SealingAlgorithm | 'HS256';

/** The keys that columns are sealed with, themselves sealed by the master key, which is not in the database. */
export const dataKeys = pgTable(
  'data_keys',
  {
    id: uuid('id').primaryKey(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    keyClass: keyClass('class').notNull(),
    /** From 1, by institution and class. */
    version: smallint('version').notNull(),
    algorithm: text('algorithm').$type<AlgorithmName>().notNull(),
    state: keyState('state').notNull().default('ACTIVE'),
    /** The key, sealed by the master key; gone when the key is destroyed. */
    wrapped: bytes('wrapped'),
    /** Which master key sealed it. */
    wrappedBy: text('wrapped_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** When another version took its place. */
    retiredAt: instant('retired_at'),
    /** When no value needed it any more. */
    emptiedAt: instant('emptied_at'),
    destroyedAt: instant('destroyed_at'),
  },
  (t) => [
    unique('data_keys_version_key').on(t.institutionId, t.keyClass, t.version),
    uniqueIndex('data_keys_active_key').on(t.institutionId, t.keyClass).where(sql`${t.state} = 'ACTIVE'`),
    check('data_keys_destroyed', sql`(${t.state} = 'DESTROYED') = (${t.wrapped} IS NULL)`),
    check('data_keys_retired', sql`(${t.state} = 'ACTIVE') = (${t.retiredAt} IS NULL)`),
  ],
);
