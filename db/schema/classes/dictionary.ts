import { getTableColumns, getTableName, isTable } from 'drizzle-orm';
import * as amendments from '../amendments';
import * as analytics from '../analytics';
import * as assessment from '../assessment';
import * as audit from '../audit';
import * as backups from '../backups';
import * as catalogIndex from '../catalog-index';
import * as confidential from '../confidential';
import * as courses from '../courses';
import * as inspection from '../inspection';
import * as keys from '../keys';
import * as learning from '../learning';
import * as messages from '../messages';
import * as notifications from '../notifications';
import * as operations from '../operations';
import * as optimizer from '../optimizer';
import * as oversight from '../oversight';
import * as people from '../people';
import * as performance from '../performance';
import * as rehearsal from '../rehearsal';
import * as research from '../research';
import * as retention from '../retention';
import * as rights from '../rights';
import * as risk from '../risk';
import { amendmentsClasses } from './amendments';
import { analyticsClasses } from './analytics';
import { assessmentClasses } from './assessment';
import { auditClasses } from './audit';
import { backupsClasses } from './backups';
import { catalogIndexClasses } from './catalog-index';
import type { DataClass, TableClasses } from './classes';
import { confidentialClasses } from './confidential';
import { coursesClasses } from './courses';
import { handWrittenTables } from './hand-written';
import { inspectionClasses } from './inspection';
import { keysClasses } from './keys';
import { learningClasses } from './learning';
import { messagesClasses } from './messages';
import { notificationsClasses } from './notifications';
import { operationsClasses } from './operations';
import { optimizerClasses } from './optimizer';
import { oversightClasses } from './oversight';
import { peopleClasses } from './people';
import { performanceClasses } from './performance';
import { rehearsalClasses } from './rehearsal';
import { researchClasses } from './research';
import { retentionClasses } from './retention';
import { rightsClasses } from './rights';
import { riskClasses } from './risk';

export type ColumnEntry = { name: string; type: string; nullable: boolean; dataClass: DataClass };
export type TableEntry = { name: string; about: string; columns: ColumnEntry[] };

/** Every table of the schema with the class of each of its columns, by name. */
export const dictionary: TableEntry[] = [
  ...entriesOf(people, peopleClasses),
  ...entriesOf(courses, coursesClasses),
  ...entriesOf(learning, learningClasses),
  ...entriesOf(analytics, analyticsClasses),
  ...entriesOf(assessment, assessmentClasses),
  ...entriesOf(risk, riskClasses),
  ...entriesOf(messages, messagesClasses),
  ...entriesOf(notifications, notificationsClasses),
  ...entriesOf(operations, operationsClasses),
  ...entriesOf(audit, auditClasses),
  ...entriesOf(optimizer, optimizerClasses),
  ...entriesOf(oversight, oversightClasses),
  ...entriesOf(catalogIndex, catalogIndexClasses),
  ...entriesOf(amendments, amendmentsClasses),
  ...entriesOf(backups, backupsClasses),
  ...entriesOf(confidential, confidentialClasses),
  ...entriesOf(inspection, inspectionClasses),
  ...entriesOf(keys, keysClasses),
  ...entriesOf(rehearsal, rehearsalClasses),
  ...entriesOf(research, researchClasses),
  ...entriesOf(performance, performanceClasses),
  ...entriesOf(retention, retentionClasses),
  ...entriesOf(rights, rightsClasses),
  ...handWrittenTables,
].sort((a, b) => (a.name < b.name ? -1 : 1));

function entriesOf(schema: Record<string, unknown>, classes: Record<string, TableClasses>): TableEntry[] {
  return Object.entries(classes).flatMap(([key, { about, columns }]) => {
    const table = schema[key];
    if (!isTable(table)) return [];
    const entries = Object.entries(getTableColumns(table)).map(([property, column]) => ({
      name: column.name,
      type: column.getSQLType(),
      nullable: !column.notNull,
      dataClass: columns[property] ?? missing(key, property),
    }));
    return [{ name: getTableName(table), about, columns: entries }];
  });
}

function missing(table: string, column: string): never {
  throw new Error(`The column ${table}.${column} has no class.`);
}
