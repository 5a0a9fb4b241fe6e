import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { Refusal } from '@/lib/errors';

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => `${folder}/${path}`);
const text = (path: string): string => readFileSync(path, 'utf8');

/** Fields that a form sends along, or that are a button of it: nobody fills them in, and nobody sees a label. */
const unseen = new Set([
  'Agreement',
  'Button',
  'Check',
  'Choice',
  'Consent',
  'Course',
  'Emergency',
  'Entry',
  'Feed',
  'Flag',
  'Guardian',
  'Hold',
  'Key',
  'Link',
  'Mute',
  'Notification',
  'Proposal',
  'Question',
  'Remove',
  'Request',
  'Research',
  'Rule',
  'Section',
  'Statement',
  'Student',
  'Students',
  'Verdict',
  'Version',
  'View',
  'Work',
]);

/** The paths of the fields of a schema, as its forms name them: no places in lists. */
function fieldsOf(schema: z.core.$ZodType, path = ''): string[] {
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([name, inner]) =>
        fieldsOf(inner, path ? `${path}.${name}` : name),
      );
    case 'union':
      return def.options.flatMap((option) => fieldsOf(option, path));
    case 'array':
      return fieldsOf(def.element, path);
    case 'optional':
    case 'nullable':
    case 'default':
      return fieldsOf(def.innerType, path);
    case 'pipe':
      return [...fieldsOf(def.in, path), ...fieldsOf(def.out, path)];
    default:
      return path ? [path] : [];
  }
}

describe('the fields of every form', () => {
  const used = new Set<z.ZodType>();

  /** Runs every server action as far as the schema that it parses with. */
  beforeAll(async () => {
    const refuse = (schema: z.ZodType): never => {
      used.add(schema);
      throw new Refusal('invalid', 'Only its schema was looked for.');
    };
    vi.doMock('@/lib/access/session', () => ({ currentViewer: async () => null }));
    vi.doMock('@/lib/access/action', () => ({
      parse: refuse,
      perform: async ({ input }: { input: z.ZodType }) => refuse(input),
    }));
    const files = sourcesIn('lib').filter(
      (path) => /^['"]use server['"]/.test(text(path)) && !path.startsWith('lib/access/'),
    );
    for (const path of files) {
      const actions: Record<string, (state: unknown, form: FormData) => Promise<unknown>> = await import(
        /* @vite-ignore */ pathToFileURL(path).href
      );
      for (const action of Object.values(actions))
        await action(new FormData(), new FormData()).catch(() => null);
    }
  });

  afterAll(() => {
    vi.doUnmock('@/lib/access/session');
    vi.doUnmock('@/lib/access/action');
    vi.resetModules();
  });

  it('have a name in the schema that their action parses with', async () => {
    const { labelOf } = await import('./field-labels');
    expect(used.size).toBeGreaterThan(50);
    const nameless = [...used].flatMap((schema) =>
      fieldsOf(schema).filter((field) => labelOf(schema, field.split('.')) === null),
    );
    expect(nameless).toEqual([]);
  });

  it('are called there as their label calls them', async () => {
    const { fieldLabels } = await import('./field-labels');
    const forms = sourcesIn('components').map(text).join('\n');
    const labels = new Set([...used].flatMap((schema) => Object.values(fieldLabels.get(schema) ?? {})));
    const strange = [...labels].filter(
      (label) => !unseen.has(label) && !forms.includes(`"${label}"`) && !forms.includes(`'${label}'`),
    );
    expect(strange).toEqual([]);
  });
});
