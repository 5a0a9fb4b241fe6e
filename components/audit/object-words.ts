/** Kinds of objects by the trail's own names for them. */
const words: Record<string, string> = {
  user: 'account',
  'amendment request': 'amendment request',
  audit_log: 'audit trail',
  'audit copy': 'copy of the seals',
  backup: 'backup',
  'backup retention': 'how long backups are kept',
  cache: 'cache',
  compliance_report: 'compliance report',
  consent: 'consent',
  course: 'course',
  'data key': 'data key',
  'directory choice': 'directory choice',
  disclosure: 'disclosure',
  'education record': 'education record',
  'emergency access': 'emergency access',
  enrollment: 'enrolment',
  'erasure list': 'erasure list',
  'erasure request': 'erasure request',
  feed: 'feed of the research log',
  check: 'finding about the database',
  guardianship: 'guardianship',
  import: 'import',
  improvement: 'improvement',
  'inspection request': 'inspection request',
  job: 'job',
  'legal hold': 'legal hold',
  message: 'message',
  note: 'note',
  notification: 'notification',
  people: 'list of people',
  question: 'question',
  request: 'request',
  'retention schedule': 'retention schedule',
  rule: 'rule of the dashboards',
  'sealed value': 'encrypted value',
  section: 'section',
  session: 'session',
  audit_flag: 'flag',
  statement: 'statement of the database',
  student: 'student',
  audit_view: 'saved view of the trail',
  'withdrawal list': 'list of what was taken back',
};

export const objectWords = (objectType: string): string => words[objectType] ?? objectType;

/** Whether there are words for it, or its name in the trail has to do. */
export const hasObjectWords = (objectType: string): boolean => Object.hasOwn(words, objectType);

/**
 * What the trail can be narrowed to.
 *
 * @param asked what the address holds; it stays to be chosen though there is nothing of that name
 */
export const objectChoices = (asked: string | undefined) => [
  { value: '', label: 'Any' },
  ...(asked === undefined || hasObjectWords(asked) ? [] : [{ value: asked, label: asked }]),
  ...Object.entries(words).map(([value, label]) => ({ value, label, title: value })),
];
