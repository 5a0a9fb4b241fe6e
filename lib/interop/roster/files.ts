import { readdirSync } from 'node:fs';
import { findSource, type Source } from '../csv/source';
import { type Columns, readHeader } from '../csv/table';
import { excerpt } from '../excerpt';
import { ImportFailure } from '../failure';

/** The OneRoster 1.2 files that are applied, in the order in which one needs the other. */
const usedFiles: Record<string, Columns & { mandatory: boolean }> = {
  orgs: {
    mandatory: true,
    required: ['sourcedId', 'name', 'type'],
    optional: ['status', 'dateLastModified', 'identifier', 'parentSourcedId'],
  },
  academicSessions: {
    mandatory: false,
    required: ['sourcedId', 'startDate', 'endDate'],
    optional: ['status', 'dateLastModified', 'title', 'type', 'parentSourcedId', 'schoolYear'],
  },
  courses: {
    mandatory: false,
    required: ['sourcedId', 'title'],
    optional: [
      'status',
      'dateLastModified',
      'schoolYearSourcedId',
      'courseCode',
      'grades',
      'orgSourcedId',
      'subjects',
      'subjectCodes',
    ],
  },
  roles: {
    mandatory: false,
    required: ['sourcedId', 'userSourcedId', 'role'],
    optional: [
      'status',
      'dateLastModified',
      'roleType',
      'beginDate',
      'endDate',
      'orgSourcedId',
      'userProfileSourcedId',
    ],
  },
  users: {
    mandatory: true,
    required: ['sourcedId', 'givenName', 'familyName'],
    optional: [
      ...['status', 'dateLastModified', 'enabledUser', 'role', 'orgSourcedIds', 'username', 'userIds'],
      ...['middleName', 'identifier', 'email', 'sms', 'phone', 'agentSourcedIds', 'grades', 'password'],
      ...['userMasterIdentifier', 'preferredGivenName', 'preferredMiddleName', 'preferredFamilyName'],
      ...['primaryOrgSourcedId', 'pronouns'],
    ],
  },
  classes: {
    mandatory: true,
    required: ['sourcedId', 'title', 'schoolSourcedId'],
    optional: [
      ...['status', 'dateLastModified', 'grades', 'courseSourcedId', 'classCode', 'classType', 'location'],
      ...['termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
    ],
  },
  enrollments: {
    mandatory: true,
    required: ['sourcedId', 'classSourcedId', 'userSourcedId', 'role'],
    optional: ['status', 'dateLastModified', 'schoolSourcedId', 'primary', 'beginDate', 'endDate'],
  },
};

/** Read and counted, so that nobody believes they were taken over. */
const countedFiles = ['lineItems', 'results'];

export type RosterFiles = {
  used: Map<string, Source>;
  counted: Source[];
  warnings: string[];
};

/**
 * Finds the files of a roster and checks their headers. Throws an `ImportFailure` when a mandatory file or a
 * required column is missing: nothing has been written by then.
 */
export async function openRoster(folder: string): Promise<RosterFiles> {
  const present = listFolder(folder);
  const used = new Map<string, Source>();
  const warnings: string[] = [];
  for (const [name, { mandatory, ...columns }] of Object.entries(usedFiles)) {
    const source = await findSource(folder, name);
    if (!source && mandatory) throw new ImportFailure(`${folder} has no ${name}.csv (or ${name}.csv.gz).`);
    if (!source) continue;
    const { unused } = await readHeader(source, columns);
    for (const column of unused) warnings.push(`${source.name}: the column ${excerpt(column)} is not used`);
    used.set(name, source);
  }
  const counted: Source[] = [];
  for (const name of countedFiles) {
    const source = await findSource(folder, name);
    if (source) counted.push(source);
  }
  const known = new Set([...Object.keys(usedFiles), ...countedFiles, 'manifest', 'structure', 'activity']);
  for (const file of present) {
    if (!known.has(file.replace(/\.csv(\.gz)?$/, ''))) warnings.push(`${file} is not used`);
  }
  return { used, counted, warnings };
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => /\.csv(\.gz)?$/.test(file));
  } catch {
    throw new ImportFailure(`There is no folder ${folder}.`);
  }
}
