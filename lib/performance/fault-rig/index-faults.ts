import { foreignKeyIndex } from '../checks/foreign-key-index';
import { indexBloat } from '../checks/index-bloat';
import { invalidIndex } from '../checks/invalid';
import { redundantIndex } from '../checks/redundant-index';
import { unusedIndex } from '../checks/unused-index';
import { bySql, type Fault } from './rig';

export const indexFaults: readonly Fault[] = [
  {
    name: 'dropped-foreign-key-index',
    what: 'the index of a foreign key is dropped',
    check: foreignKeyIndex,
    arrange: [
      'CREATE TABLE public.rig_courses (id int PRIMARY KEY)',
      'CREATE TABLE public.rig_marks (id int PRIMARY KEY, course_id int NOT NULL CONSTRAINT rig_marks_course_fk REFERENCES rig_courses)',
      'CREATE INDEX rig_marks_course_idx ON rig_marks (course_id)',
    ],
    inject: bySql('public.rig_marks.rig_marks_course_fk', 'DROP INDEX rig_marks_course_idx'),
  },
  {
    name: 'redundant-index',
    what: 'an index is made that another one begins with',
    check: redundantIndex,
    arrange: [
      'CREATE TABLE public.rig_pages (id int PRIMARY KEY, course int, number int)',
      'CREATE INDEX rig_pages_place_idx ON rig_pages (course, number)',
    ],
    inject: bySql('public.rig_pages_course_idx', 'CREATE INDEX rig_pages_course_idx ON rig_pages (course)'),
  },
  {
    name: 'unused-index',
    what: 'a large index is used by nothing for 40 days',
    check: unusedIndex,
    later: { days: 40 },
    arrange: [
      'CREATE TABLE public.rig_words (id int PRIMARY KEY, word text)',
      "INSERT INTO rig_words SELECT g, lpad(g::text, 120, '0') FROM generate_series(1, 100000) g",
    ],
    inject: bySql('public.rig_words_word_idx', 'CREATE INDEX rig_words_word_idx ON rig_words (word)'),
  },
  {
    name: 'invalid-index',
    what: 'building an index fails half-way',
    check: invalidIndex,
    arrange: [
      'CREATE TABLE public.rig_twins (id int PRIMARY KEY, name text)',
      "INSERT INTO rig_twins VALUES (1, 'a'), (2, 'a')",
    ],
    inject: async ({ owner }) => {
      await owner
        .query('CREATE UNIQUE INDEX CONCURRENTLY rig_twins_name_idx ON rig_twins (name)')
        .catch(() => undefined);
      // What failed is said before the table is let go: until this is answered the index looks as if it were being built.
      await owner.query('SELECT 1');
      return 'public.rig_twins_name_idx';
    },
  },
  {
    name: 'bloated-index',
    what: 'most of a large index is emptied by deletions',
    check: indexBloat,
    arrange: [
      'CREATE TABLE public.rig_wide (id int, name text)',
      "INSERT INTO rig_wide SELECT g, lpad(g::text, 440, '0') FROM generate_series(1, 140000) g",
      'CREATE INDEX rig_wide_name_idx ON rig_wide (name)',
      'VACUUM (ANALYZE) rig_wide',
    ],
    inject: bySql(
      'public.rig_wide_name_idx',
      'DELETE FROM rig_wide WHERE id % 10 <> 0',
      'SELECT pg_stat_force_next_flush()',
      'VACUUM (ANALYZE) rig_wide',
    ),
  },
];
