import type { ColumnEntry, TableEntry } from './dictionary';

const uuid = (name: string, dataClass: ColumnEntry['dataClass']): ColumnEntry => ({
  name,
  type: 'uuid',
  nullable: false,
  dataClass,
});

/** Tables that only a migration knows, because Drizzle has no word for what they are. */
export const handWrittenTables: TableEntry[] = [
  {
    name: 'import_rows',
    about: 'Rows of a file that is being imported, until they are applied.',
    columns: [
      uuid('import_id', 'none'),
      { name: 'step', type: 'text', nullable: false, dataClass: 'none' },
      { name: 'line', type: 'integer', nullable: false, dataClass: 'none' },
      { name: 'key', type: 'text', nullable: false, dataClass: 'personal' },
      { name: 'data', type: 'jsonb', nullable: false, dataClass: 'education record' },
    ],
  },
  {
    name: 'import_activity',
    about: 'What students did by a file that is being imported, until it is applied.',
    columns: [
      uuid('import_id', 'none'),
      uuid('course_id', 'education record'),
      uuid('user_id', 'personal'),
      uuid('section_id', 'education record'),
      { name: 'day', type: 'date', nullable: false, dataClass: 'education record' },
      { name: 'interactions', type: 'integer', nullable: false, dataClass: 'education record' },
      { name: 'seconds', type: 'integer', nullable: false, dataClass: 'education record' },
      { name: 'completion', type: 'numeric(5, 2)', nullable: true, dataClass: 'education record' },
    ],
  },
];
