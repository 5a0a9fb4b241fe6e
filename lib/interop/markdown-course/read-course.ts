import { ImportFailure } from '../failure';
import { parseConfig } from './config';
import type { ParsedCourse, ParsedLesson } from './course';
import { parseEpisode } from './episode';
import { figureEmbedder } from './figures';
import { type Folder, openFolder } from './folder';

const largestText = 2_000_000;
const episodeFolder = 'episodes';

/**
 * Reads a folder of Markdown episodes (config.yaml, episodes/*.md, episodes/fig/*) into a course. Reads
 * nothing outside of the folder. Throws an `ImportFailure` when the configuration or an episode cannot be
 * read; smaller losses are sentences in `warnings`.
 */
export function readCourse(
  path: string,
  onEpisode: (done: number, total: number) => void = () => {},
): ParsedCourse {
  const folder = openCourseFolder(path);
  const config = parseConfig(readText(folder, 'config.yaml'));
  const warnings: string[] = [];
  const lessons = config.episodes.flatMap((file, index): ParsedLesson[] => {
    const warn = (message: string) => warnings.push(`${file}: ${message}`);
    const embed = figureEmbedder(folder, episodeFolder, warn);
    const lesson = parseEpisode(file, readText(folder, `${episodeFolder}/${file}`), { embed, warn });
    onEpisode(index + 1, config.episodes.length);
    if (lesson.sections.length > 0) return [lesson];
    warn('has no text and is left out');
    return [];
  });
  return {
    code: config.code ?? null,
    title: config.title,
    description: config.description ?? null,
    level: config.level ?? 'BEGINNER',
    department: config.department ?? null,
    skills: config.skills ?? [],
    audience: config.audience ?? [],
    license: config.license ?? null,
    objectives: [...new Set(lessons.flatMap((lesson) => lesson.objectives))],
    lessons,
    warnings,
  };
}

function openCourseFolder(path: string): Folder {
  try {
    return openFolder(path);
  } catch {
    throw new ImportFailure(`There is no folder ${path}.`);
  }
}

function readText(folder: Folder, file: string): string {
  const found = folder.read(file, largestText);
  if ('problem' in found) throw new ImportFailure(`${file} ${found.problem}.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(found.bytes).replaceAll('\0', '\uFFFD');
  } catch {
    throw new ImportFailure(`${file} is not UTF-8 text.`);
  }
}
