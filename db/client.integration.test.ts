import { expect, it } from 'vitest';
import { openDatabase } from './client';
import { statement } from './statement';
import { testDatabase } from './testing/test-database';

it('gives up a connection whose prepared statements a migration has made useless', async () => {
  const test = await testDatabase();
  const database = openDatabase(test.ownerUrl, 1);
  const read = statement('test.later', 'SELECT word FROM later');
  const ask = () =>
    database.transaction({ userId: null, role: 'SYSTEM', institutionId: null }, (tx) => tx.rows(read));
  await test.owner.query("CREATE TABLE later AS SELECT 'a'::varchar(3) AS word");
  expect(await ask()).toEqual([{ word: 'a' }]);
  await test.owner.query('ALTER TABLE later ALTER COLUMN word TYPE varchar(5)');
  await expect(ask()).rejects.toThrow('cached plan');
  expect(await ask()).toEqual([{ word: 'a' }]);
  await database.close();
  await test.close();
});
