/** The headings of the performance page in their order, by the id of their part. */
export const performanceHeadings = {
  server: 'Server',
  checks: 'Checks',
  now: 'What runs now',
  queue: 'Work behind the pages',
  pages: 'How quickly pages are answered',
  statements: 'Statements that cost most',
  rehearsal: 'A larger term',
  indexes: 'Indexes',
  tables: 'Tables',
  storage: 'Storage',
  settings: 'Settings',
  history: 'What the checks found lately',
} as const;

export type PerformancePart = keyof typeof performanceHeadings;
