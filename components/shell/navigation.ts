import type { Identity } from '@/lib/access/client';
import type { Role } from '@/lib/access/viewer';

export type Place = {
  href: string;
  label: string;
  icon: PlaceIcon;
  keywords?: string;
  group?: string;
  /** The address of the same page inside the server, where next.config.ts rewrites it. */
  inner?: string;
};
export type PlaceIcon =
  | 'courses'
  | 'dashboard'
  | 'teaching'
  | 'overview'
  | 'performance'
  | 'cache'
  | 'audit'
  | 'people'
  | 'records'
  | 'notifications'
  | 'signIn'
  | 'page';

const courses: Place = {
  href: '/courses',
  inner: '/catalog',
  label: 'Courses',
  icon: 'courses',
  keywords: 'catalog browse',
};

const administration = 'Administration';

const places: Record<Role, Place[]> = {
  STUDENT: [
    courses,
    { href: '/dashboard', label: 'Dashboard', icon: 'dashboard', keywords: 'progress my learning' },
  ],
  INSTRUCTOR: [courses, { href: '/teach', label: 'Teaching', icon: 'teaching', keywords: 'class students' }],
  ADMIN: [
    courses,
    { href: '/admin', label: 'Overview', icon: 'overview', group: administration },
    {
      href: '/admin/performance',
      label: 'Performance',
      icon: 'performance',
      group: administration,
      keywords: 'slow latency',
    },
    {
      href: '/admin/audit',
      label: 'Audit trail',
      icon: 'audit',
      group: administration,
      keywords: 'log who saw',
    },
    {
      href: '/admin/people',
      label: 'People',
      icon: 'people',
      group: administration,
      keywords: 'accounts roles',
    },
  ],
};

export const roleNames: Record<Role, string> = {
  STUDENT: 'Student',
  INSTRUCTOR: 'Instructor',
  ADMIN: 'Administrator',
};

type InRole = Pick<Identity, 'role' | 'isOnlyGuardian'>;

/** What a person is here, in a word. */
export const roleName = ({ role, isOnlyGuardian }: InRole): string =>
  isOnlyGuardian ? 'Guardian' : roleNames[role];

/** What stands in the navigation of a person (null: nobody is signed in). */
export function navigationFor(viewer: InRole | null): Place[] {
  if (!viewer) return [courses];
  return viewer.isOnlyGuardian ? [courses, childrenPlace] : places[viewer.role];
}

/** Where anybody who is not signed in can go besides. */
export const signInPlace: Place = { href: '/sign-in', label: 'Sign in', icon: 'signIn' };

const recordsPlace: Place = {
  href: '/admin/records',
  label: 'Records',
  icon: 'records',
  group: administration,
  keywords: 'education record access purpose',
};

/** The pages beneath Records, which its tabs lead to. */
const recordsPages: readonly Place[] = [
  {
    href: '/admin/records/requests',
    label: 'Requests of students',
    keywords: 'inspect amend erase forgotten',
  },
  {
    href: '/admin/records/students',
    label: 'Rights of one student',
    keywords: 'letter guardian consent disclosure',
  },
  { href: '/admin/records/emergencies', label: 'Emergencies', keywords: 'health safety review' },
  { href: '/admin/records/retention', label: 'Retention', keywords: 'legal hold schedule delete' },
].map((page) => ({ ...page, icon: 'records', group: administration }));

/** What whoever has a record decides about it. */
const privacyPages: readonly Place[] = [
  { href: '/dashboard/privacy', label: 'Who looked at my record', keywords: 'privacy disclosures' },
  {
    href: '/dashboard/privacy/choices',
    label: 'What may be shared',
    keywords: 'privacy consent directory name',
  },
  {
    href: '/dashboard/privacy/requests',
    label: 'My requests',
    keywords: 'privacy copy download correct forgotten',
  },
].map((page) => ({ ...page, icon: 'records' }));

/** For whoever is a guardian, beside whatever else the person does here. */
const childrenPlace: Place = {
  href: '/guardian',
  label: 'Your children',
  icon: 'people',
  keywords: 'guardian parent rights record consent',
};

/** For whoever a consent names, whatever else the person does here. */
const consentedPlace: Place = {
  href: '/consented',
  label: 'Records opened to you',
  icon: 'records',
  keywords: 'consent party education record',
};

const cachePlace: Place = {
  href: '/admin/cache',
  label: 'Cache',
  icon: 'cache',
  group: administration,
  keywords: 'hits stale redis clear',
};

const keysPlace: Place = {
  href: '/admin/keys',
  label: 'Keys',
  icon: 'records',
  group: administration,
  keywords: 'encryption rotation sealed secrets',
};

const backupsPlace: Place = {
  href: '/admin/backups',
  label: 'Backups',
  icon: 'page',
  group: administration,
  keywords: 'restore drill point in time recovery',
};

const optimizerPlace: Place = {
  href: '/admin/optimizer',
  label: 'Improvements',
  icon: 'page',
  group: administration,
  keywords: 'optimizer index faster lab trial',
};

const researchPlace: Place = {
  href: '/admin/optimizer/research',
  label: 'Research log',
  icon: 'page',
  group: administration,
  keywords: 'feeds notes findings hypotheses',
};

const rulesPlace: Place = {
  href: '/admin/rules',
  label: 'Rules',
  icon: 'page',
  group: administration,
  keywords: 'thresholds status style recommendations',
};

const compliancePlace: Place = {
  href: '/admin/compliance',
  label: 'Compliance',
  icon: 'audit',
  group: administration,
  keywords: 'checks row security evidence report ferpa',
};

const flagsPlace: Place = {
  href: '/admin/audit/flags',
  label: 'To look into',
  icon: 'audit',
  group: administration,
  keywords: 'anomalies flags bulk reading out of hours review',
};

const notificationsPlace: Place = {
  href: '/notifications',
  label: 'Notifications',
  icon: 'notifications',
  keywords: 'messages inbox unread e-mail reminders quiet hours',
};

/** Pages of administrators that the navigation has no room for. */
export const administratorPlaces: readonly Place[] = [
  recordsPlace,
  flagsPlace,
  compliancePlace,
  keysPlace,
  backupsPlace,
  cachePlace,
  optimizerPlace,
  researchPlace,
  rulesPlace,
];

/** Everywhere that the palette leads, also where the navigation has no room for it; undefined: not known yet. */
export function palettePlaces(viewer: Omit<Identity, 'userId' | 'displayName'> | null | undefined): Place[] {
  if (viewer === null) return [...navigationFor(null), signInPlace];
  const shown = navigationFor(viewer ?? null);
  if (!viewer) return shown;
  const administration = viewer.role === 'ADMIN' ? [...administratorPlaces, ...recordsPages] : [];
  const own = ownPlaces(viewer).filter((place) => !shown.includes(place));
  return [...shown, ...administration, ...own, notificationsPlace];
}

/** What belongs to the person, whatever the role: the own record, children's, and what was opened by consent. */
export const ownPlaces = ({
  hasRecord,
  isGuardian,
  isOnlyGuardian,
  isConsented,
}: Pick<Identity, 'hasRecord' | 'isGuardian' | 'isOnlyGuardian' | 'isConsented'>): Place[] => {
  const own = hasRecord ? privacyPages : [];
  const others = [...(isGuardian ? [childrenPlace] : []), ...(isConsented ? [consentedPlace] : [])];
  return isOnlyGuardian ? [...others, ...own] : [...own, ...others];
};

/** Which of these places a path belongs to: the one with the longest address that it begins with. */
export function placeOf(path: string, among: readonly Place[]): Place | undefined {
  return among
    .filter(({ href, inner }) => isWithin(path, href) || (inner !== undefined && isWithin(path, inner)))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}

const isWithin = (path: string, address: string): boolean =>
  path === address || path.startsWith(`${address}/`);
