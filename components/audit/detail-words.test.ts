import { describe, expect, it } from 'vitest';
import { detailName, detailValue } from './detail-words';

describe('details of an event', () => {
  it('have names in words', () => {
    expect(detailName('scope')).toBe('asked for');
    expect(detailName('targetSchema')).toBe('target schema');
    expect(detailName('students')).toBe('students');
  });

  it('say codes in words where there are any, by the detail that holds them', () => {
    expect(detailValue('ground', 'GUARDIAN')).toBe('as a guardian');
    expect(detailValue('level', 'full')).toBe('Full record');
    expect(detailValue('role', 'INSTRUCTOR')).toBe('Instructor');
    expect(detailValue('state', 'HEARING_REQUESTED')).toBe('waits for a hearing');
    expect(detailValue('optedOut', true)).toBe('yes');
    expect(detailValue('expiresOn', '2027-01-31')).toBe('31 Jan 2027');
  });

  it('leave everything else as it is', () => {
    expect(detailValue('ground', 'Proof of studies has to be kept.')).toBe(
      'Proof of studies has to be kept.',
    );
    expect(detailValue('state', 'toString')).toBe('toString');
    expect(detailValue('students', 12)).toBe('12');
    expect(detailValue('words', 'full')).toBe('full');
  });
});
