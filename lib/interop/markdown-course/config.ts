import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { longestTitle } from '@/db/schema/courses';
import { ImportFailure } from '../failure';

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

/** A lesson's config.yaml; other keys belong to other tools and are ignored. */
const courseConfig = z.object({
  title: text(longestTitle),
  code: text(80).nullish(),
  description: text(5_000).nullish(),
  level: z.enum(['BEGINNER', 'INTERMEDIATE', 'ADVANCED']).nullish(),
  department: text(120).nullish(),
  skills: z.array(text(200)).max(50).nullish(),
  audience: z
    .array(z.enum(['PRIMARY', 'SECONDARY', 'UNDERGRADUATE', 'GRADUATE', 'PROFESSIONAL']))
    .max(5)
    .nullish(),
  license: text(500).nullish(),
  episodes: z.array(text(255)).min(1).max(500),
});

const minutes = z.coerce.number().int().min(0).max(10_000).default(0);
const episodeHeader = z.object({ title: text(longestTitle), teaching: minutes, exercises: minutes });

export type CourseConfig = z.output<typeof courseConfig>;
export type EpisodeHeader = z.output<typeof episodeHeader>;

/** Parses config.yaml. Throws an `ImportFailure` that names what is wrong. */
export const parseConfig = (yaml: string): CourseConfig => parseChecked(courseConfig, yaml, 'config.yaml');

/** Parses the header of an episode, the part between its `---` lines. */
export const parseHeader = (yaml: string, file: string): EpisodeHeader =>
  parseChecked(episodeHeader, yaml, file);

function parseChecked<Schema extends z.ZodType>(
  schema: Schema,
  yaml: string,
  file: string,
): z.output<Schema> {
  let raw: unknown;
  try {
    raw = parseYaml(yaml, { maxAliasCount: 0 });
  } catch (error) {
    throw new ImportFailure(`${file}: ${error instanceof Error ? error.message : 'is not valid YAML'}`);
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  throw new ImportFailure(`${file}: ${faults.join('; ')}`);
}
