import type { RecordScope } from '@/lib/records/schema';

/** What a consent opens, in the words of whoever signs it. */
export const consentWords: Record<RecordScope, string> = {
  directory: 'Name and institution',
  summary: 'Courses and the progress in them',
  academic: 'Courses with time, results and ratings',
  full: 'Everything, with personal data and daily activity',
};
