/** Kinds of objects by the trail's own names for them. */
const words: Record<string, string> = {
  user: 'account',
  'amendment request': 'amendment request',
  audit_log: 'audit trail',
  'audit copy': 'copy of the seals',
  backup: 'backup',
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
  check: 'finding about the database',
  guardianship: 'guardianship',
  import: 'import',
  improvement: 'improvement',
  'inspection request': 'inspection request',
  'legal hold': 'legal hold',
  message: 'message',
  note: 'note',
  people: 'list of people',
  request: 'request',
  'retention schedule': 'retention schedule',
  rule: 'rule of the dashboards',
  session: 'session',
  audit_flag: 'something remarkable',
  student: 'student',
  audit_view: 'view of the trail',
};

export const objectWords = (objectType: string): string => words[objectType] ?? objectType;

/**
 * What the trail can be narrowed to.
 *
 * @param asked what the address holds; it stays to be chosen though there is nothing of that name
 */
export const objectChoices = (asked: string | undefined) => [
  { value: '', label: 'Any' },
  ...(asked === undefined || Object.hasOwn(words, asked) ? [] : [{ value: asked, label: asked }]),
  ...Object.entries(words).map(([value, label]) => ({ value, label, title: value })),
];
