import type { Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { fingerprint, openSource, type Source } from '../csv/source';
import { readHeader } from '../csv/table';
import { excerpt } from '../excerpt';
import { ensureInstitution } from '../find-institution';
import { applyStep } from '../run/apply';
import type { ImportContext } from '../run/context';
import { executeImport } from '../run/execute';
import type { ImportReport } from '../run/finish';
import type { ImportRun } from '../run/import-run';
import { applyCatalog, type CatalogPlace } from './apply-catalog';
import { ensureCourseOffice } from './course-office';
import { catalogColumns, catalogStep, stageCatalog } from './stage-catalog';

const stagingShare = 0.4;

/**
 * Imports catalog.csv: courses without classes, published at once and held by the institution's course office.
 * The file is the truth for the courses that it names; a course that it names no more stays, and a course that
 * was made in another way is never touched. An institution of a new name is created. Throws an `ImportFailure`
 * before anything is written when the file or its header cannot be read.
 */
export async function importCatalog(
  context: ImportContext,
  path: string,
  institutionName: string | null,
): Promise<ImportReport> {
  const source = await openSource(path);
  const { unused } = await readHeader(source, catalogColumns);
  const { created, ...place } = await asSystem(async (tx) => {
    const { id: institutionId, created } = await ensureInstitution(tx, institutionName);
    return { institutionId, instructorId: await ensureCourseOffice(tx, institutionId), created };
  }, context.database);
  const sha256 = await fingerprint([source], `catalog ${place.institutionId}`);
  return executeImport({
    context,
    kind: 'catalog',
    source: source.name,
    sha256,
    run: async (run) => {
      for (const column of unused) run.warn(`${source.name}: the column ${excerpt(column)} is not used`);
      if (created) run.warn(`The institution “${institutionName?.trim()}” is new`);
      await runCatalog(run, source, place);
      return [place.institutionId];
    },
  });
}

async function runCatalog(run: ImportRun, source: Source, place: CatalogPlace): Promise<void> {
  await stageCatalog(run, source, place.institutionId, (bytes) =>
    run.progress((stagingShare * bytes) / source.bytes, `reading ${source.name}`),
  );
  await applyStep({
    run,
    name: catalogStep,
    work: (tx: Transaction, after) => applyCatalog(tx, run, source.name, place, after),
    onRows: (rows) =>
      run.progress(
        stagingShare + ((1 - stagingShare) * rows) / (run.checkpoint.stagedRows || 1),
        'applying the catalog',
      ),
  });
}
