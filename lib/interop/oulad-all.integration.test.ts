import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { expectActivityAsInFile } from './testing/activity-parity';
import { folderOf } from './testing/files';
import { importOulad, oulad, ouladTool } from './testing/oulad';

/** Minutes of work, so asked for by name: OULAD=all npx vitest run --project integration-rooms lib/interop/oulad-all */
const isAskedFor = existsSync(ouladTool) && process.env.OULAD === 'all';

describe.skipIf(!isAskedFor)('every real class with activity (OULAD)', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test?.close());

  it.each(['AAA_2013J', 'AAA_2014J', 'BBB_2013B'])(
    '%s: daily and weekly active students, clicks and median are those of the file',
    async (course) => {
      const folder = oulad(course);
      const context = { database: test.database, dataDir: folderOf({}) };
      for (const { run } of importOulad(folder)) await run(context);
      await expectActivityAsInFile(test.owner, folder, course);
    },
    900_000,
  );
});
