import type { PgTable } from 'drizzle-orm/pg-core';

/** What a column tells about people, and so who may be shown it. Whatever is not `none` is under row security. */
export type DataClass = 'education record' | 'directory' | 'personal' | 'sensitive' | 'none';

export const dataClasses: Record<DataClass, string> = {
  'education record':
    'Tells about a student as a student (34 CFR 99.3). Shown for a reason only, and each look is recorded.',
  directory: 'Names and addresses that may be given out unless the student has opted out (34 CFR 99.37).',
  personal: 'About a person, but not about how they study: accounts, identifiers, choices, who did what.',
  sensitive:
    'Does the most harm where it leaks. Shown to fewest, and sealed or hashed where that is possible.',
  none: 'About nobody, or published to everybody: courses, totals without names, the product’s own state.',
};

export type TableClasses<Column extends string = string> = {
  /** One sentence about what a row is, for the data dictionary. */
  about: string;
  columns: Record<Column, DataClass>;
};

type ColumnsOf<Table extends PgTable> = Extract<keyof Table['_']['columns'], string>;

/** A class for every column of every table of a schema file: one that is missing, or not there, is an error of types. */
export type ClassesOf<Schema> = {
  [Name in keyof Schema as Schema[Name] extends PgTable ? Name : never]: Schema[Name] extends PgTable
    ? TableClasses<ColumnsOf<Schema[Name]>>
    : never;
};
