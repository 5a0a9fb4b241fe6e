import { expect, test } from 'vitest';
import { fileNameIn, fileNameOf } from './file-name';

test('a file is called by what it holds and the day', () => {
  expect(fileNameOf('audit-trail', 'csv', '2026-11-27T23:59:59.999Z')).toBe('audit-trail-2026-11-27.csv');
  expect(fileNameOf('audit-trail', 'csv')).toMatch(/^audit-trail-\d{4}-\d\d-\d\d\.csv$/);
});

test('nothing in a course code ends the name early or leads elsewhere', () => {
  expect(fileNameOf('class-CS 101"\r\n/../ü', 'csv', '2026-11-27')).toBe('class-CS-101-2026-11-27.csv');
});

test('the name is read from what the server says', () => {
  expect(fileNameIn('attachment; filename="record-1-2026-11-27.json"')).toBe('record-1-2026-11-27.json');
  expect(fileNameIn('attachment')).toBeNull();
  expect(fileNameIn(null)).toBeNull();
});
