import { isBeginning } from '@/lib/audit/query';
import { actionWords, knownActions } from './action-words';

type Choice = { value: string; label: string; title?: string };
type Area = { label: string; options: Choice[] };

/** What the first part of an action's code stands for; those in one line are one area. */
const areas: { label: string; of: readonly string[] }[] = [
  { label: 'Signing in and out', of: ['session'] },
  { label: 'Accounts', of: ['user', 'people'] },
  { label: 'Refusals elsewhere', of: ['access'] },
  { label: 'Enrolment', of: ['enrollment'] },
  { label: 'Learning', of: ['question', 'recommendation'] },
  { label: 'Classes and their students', of: ['class', 'student'] },
  { label: 'Messages and notes', of: ['message', 'note', 'notifications'] },
  { label: 'Student records', of: ['record', 'disclosure', 'directory', 'emergency'] },
  { label: 'Requests about records', of: ['inspection', 'amendment'] },
  { label: 'Consents and guardians', of: ['consent', 'rights', 'guardian', 'withdrawal'] },
  { label: 'How long records are kept', of: ['hold', 'retention', 'erasure'] },
  { label: 'The trail and compliance', of: ['audit', 'compliance'] },
  { label: 'Keys', of: ['key'] },
  { label: 'Imports', of: ['import'] },
  { label: 'Backups', of: ['backup'] },
  { label: 'Database, cache and jobs', of: ['performance', 'optimizer', 'research', 'cache', 'job'] },
  { label: 'Rules of the dashboards', of: ['rules'] },
];

const askedLabel = (asked: string): string =>
  isBeginning(asked) ? `Codes that begin with “${asked}”` : `The code “${asked}”`;

const areaOf = (action: string): string => action.split('.')[0] ?? '';

/**
 * What the trail can be narrowed to, by area: an action's code is the value, and stands in the title.
 *
 * @param asked the code, or the beginning of codes, that the address holds; it stays to be chosen though it is none of these
 */
export function actionChoices(asked: string | undefined): (Choice | Area)[] {
  const isKnown = asked === undefined || actionWords(asked) !== null;
  return [
    { value: '', label: 'Any' },
    ...(isKnown ? [] : [{ value: asked, label: askedLabel(asked) }]),
    ...areas.map(({ label, of }) => ({ label, options: choicesOf(of) })),
  ];
}

const choicesOf = (of: readonly string[]): Choice[] =>
  knownActions
    .filter((action) => of.includes(areaOf(action)))
    .map((action) => ({ value: action, label: actionWords(action) ?? action, title: action }));
