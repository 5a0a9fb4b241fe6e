import { z } from 'zod';

/**
 * What the form of a schema calls its fields, by their path; hidden ones, too. A registry of its own, so that nothing of it
 * stands in the documents that are made of schemas.
 */
export const fieldLabels = z.registry<Readonly<Record<string, string>>>();

/** What is wrong with a text of fewer characters. */
export const atLeast = (least: number): string =>
  least === 1 ? 'is needed' : `at least ${least} characters`;

/** The form's name for a field, or for what the field stands in; null where the schema is of no form. Places in a list do not count. */
export function labelOf(schema: z.ZodType, path: readonly PropertyKey[]): string | null {
  const labels = fieldLabels.get(schema);
  const names = path.filter((part) => typeof part === 'string');
  for (let length = names.length; labels && length > 0; length -= 1) {
    const label = labels[names.slice(0, length).join('.')];
    if (label) return label;
  }
  return null;
}
