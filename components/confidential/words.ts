import type { DetailField, EntryKind } from '@/lib/confidential/schema';

export const fieldWords: Record<DetailField, string> = {
  ssn: 'Social security number',
  parentContact: 'Contact of a parent',
  financialAid: 'Financial aid',
};

export const kindWords: Record<EntryKind, string> = {
  GRADE: 'Grade',
  TRANSCRIPT: 'Transcript',
  DISCIPLINARY: 'Disciplinary record',
};
