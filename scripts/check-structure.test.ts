import { expect, test } from 'vitest';
import { checkStructure } from './lib/structure/check.mjs';

/** The complaints about a small project, as `file:line message`. */
function check(files: Record<string, string>, folders: string[] = []): string[] {
  const violations = checkStructure({ folders, sources: new Map(Object.entries(files)) });
  return violations.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

test('a project that follows the house has no violations', () => {
  const files = {
    'app/page.tsx':
      "import { List } from '@/components/catalog/list';\nimport { list } from '@/lib/catalog/queries';",
    'components/catalog/list.tsx':
      "import { Button } from '../ui/button';\nimport { enroll } from '@/lib/catalog/actions';",
    'components/ui/button.tsx': "import { cn } from './cn';\nimport { date } from '@/lib/format';",
    'lib/catalog/queries.ts': "import 'pg';\nimport { database } from '@/db/client';",
    'lib/catalog/actions.ts': "import { viewer } from '../access/viewer';",
    'lib/access/viewer.ts': "import { env } from '@/lib/env';",
    'db/client.ts': "import { env } from '@/lib/env';",
    'lib/env.ts': '',
    'lib/jobs/registry.ts': "import { list } from '@/lib/catalog/queries';",
  };
  expect(check(files, ['app', 'components', 'lib', 'db', 'public'])).toEqual([]);
});

test.each([
  ['app/page.tsx', "import { x } from '@/db/client';", 'app never imports db'],
  ['app/a/b/page.tsx', "import { x } from '../../../db/client';", 'app never imports db'],
  ['components/catalog/a.tsx', "const x = await import('@/db/client');", 'components never imports db'],
  ['lib/catalog/a.ts', "export { x } from '@/app/page';", 'nothing imports app'],
  ['components/catalog/a.tsx', "import type { Props } from '@/app/page';", 'nothing imports app'],
  ['lib/catalog/a.ts', "import { x } from '@/components/ui/button';", 'lib never imports components'],
  ['lib/catalog/a.ts', "import { x } from '@/scripts/connect';", 'lib never imports scripts'],
  ['db/client.ts', "import { x } from '@/lib/format';", 'db imports only lib/env'],
  ['db/seed/demo.ts', "import { x } from '@/lib/catalog/queries';", 'db imports only lib/env'],
  ['components/ui/a.tsx', "import { x } from '@/lib/catalog/schema';", 'components/ui knows no domain'],
  ['components/ui/a.tsx', "import { x } from '../catalog/card';", 'components/ui knows no domain'],
  ['components/catalog/a.tsx', "import { x } from '@/lib/catalog/queries';", 'no queries or mutations'],
  ['components/catalog/a.tsx', "import { x } from '../../lib/catalog/mutations';", 'no queries or mutations'],
  ['lib/access/a.ts', "import { x } from '@/lib/catalog/schema';", 'access knows no product room'],
  ['lib/cache/a.ts', "import type { X } from '../catalog/schema';", 'cache knows no product room'],
  ['lib/format.ts', "import { x } from './catalog/schema';", 'a leaf file of lib knows no room'],
  ['next.config.ts', "import { x } from './db/client';", 'never imports db'],
])('%s with %s', (file, source, complaint) => {
  const found = check({ 'lib/catalog/schema.ts': '', [file]: source });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${file}:1 `);
  expect(found[0]).toContain(complaint);
});

test('an import over several lines is found and its line given', () => {
  const source = "import a from 'a';\n\nimport {\n  one,\n  two,\n} from '@/db/client';\n";
  expect(check({ 'app/page.tsx': source })[0]).toContain('app/page.tsx:3 ');
});

test('imports in comments do not count', () => {
  const source = "// import { x } from '@/db/client';\n/**\n * import('@/db/client')\n */\n";
  expect(check({ 'app/page.tsx': source })).toEqual([]);
});

test('a test may import db', () => {
  expect(check({ 'components/catalog/a.test.tsx': "import { x } from '@/db/client';" })).toEqual([]);
});

test('a view may call an action that writes, but import no module that reads, whatever its name', () => {
  const files = {
    'lib/catalog/listing.ts': "import { database } from '@/db/client';",
    'lib/catalog/actions.ts': "'use server';\nimport { database } from '@/db/client';",
    'components/catalog/a.tsx': "import { enroll } from '@/lib/catalog/actions';",
    'components/catalog/b.tsx': "import type { Item } from '@/lib/catalog/listing';",
  };
  expect(check(files)).toEqual([]);
  const reading = { ...files, 'components/catalog/c.tsx': "import { list } from '@/lib/catalog/listing';" };
  expect(check(reading)).toHaveLength(1);
  expect(check(reading)[0]).toContain('views never read the database');
});

test('rooms form no circle, however long; types alone make none', () => {
  const circle = {
    'lib/catalog/a.ts': "import { b } from '@/lib/lessons/b';",
    'lib/lessons/b.ts': "import { c } from '@/lib/progress/c';",
    'lib/progress/c.ts': "import { a } from '@/lib/catalog/a';",
    'lib/analytics/d.ts': "import { a } from '@/lib/catalog/a';",
  };
  expect(check(circle)).toHaveLength(3);
  expect(check(circle)[0]).toContain('catalog → lessons');
  const typed = { ...circle, 'lib/progress/c.ts': "import type { A } from '@/lib/catalog/a';" };
  expect(check(typed)).toEqual([]);
});

test('folders, file names and barrels', () => {
  expect(check({}, ['lib', 'utils'])).toEqual(['utils/:1 not a top-level folder of this house']);
  expect(check({ 'components/catalog/CourseCard.tsx': '' })[0]).toContain('kebab-case');
  expect(check({ 'lib/catalog/course_card.ts': '' })[0]).toContain('kebab-case');
  expect(check({ 'app/courses/[courseId]/page.tsx': '', 'lib/a/b.integration.test.ts': '' })).toEqual([]);
  const barrel = "export * from './a';\nexport { b } from './b';\n";
  expect(check({ 'lib/catalog/index.ts': barrel })[0]).toContain('no barrel files');
  expect(check({ 'lib/catalog/index.ts': `${barrel}export const c = 1;` })).toEqual([]);
});
