import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, customType, timestamp } from 'drizzle-orm/pg-core';

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

declare const isSealed: unique symbol;

/** An encrypted value. Only lib/keys makes and opens one; the database refuses anything else in its place. */
export type Sealed = Buffer & { readonly [isSealed]: true };

/**
 * A column that holds encrypted text. By custom its name ends in `_sealed`; it needs `sealedForm` among its table's
 * checks, an index on `sealing_key`, and its line in db/sealed-columns.ts.
 */
export const sealed = customType<{ data: Sealed }>({ dataType: () => 'bytea' });

export const sealedForm = (name: string, column: AnyPgColumn) => check(name, sql`is_sealed(${column})`);

export const instant = (name: string) => timestamp(name, { withTimezone: true });

export const timestamps = {
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
};
