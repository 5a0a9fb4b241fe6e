import { workload } from './workload';

const areas: Readonly<Record<string, string>> = {
  access: 'Signing in and people',
  analytics: 'Dashboard',
  assessment: 'Questions',
  audit: 'Audit trail',
  catalog: 'Catalog',
  classes: 'Class page',
  confidential: 'Confidential details',
  enrollment: 'Enrolment',
  keys: 'Keys',
  lessons: 'Lessons',
  messages: 'Messages',
  notes: 'Notes',
  notifications: 'Notifications',
  progress: 'Recording progress',
  records: 'Student records',
};

const known = new Map(workload.map(({ name, page }) => [name, page]));

/** Where in the product a statement is asked; its own name where nobody has said. */
export const pageOf = (statement: string): string =>
  known.get(statement) ?? areas[statement.split('.')[0] ?? ''] ?? statement;
