import { execFileSync } from 'node:child_process';
import { importActivity } from '../activity/import-activity';
import { importRoster } from '../roster/import-roster';
import type { ImportContext } from '../run/context';
import type { ImportReport } from '../run/finish';
import { importStructure } from '../structure/import-structure';
import { folderOf } from './files';

/** Makes files for imports of the Open University Learning Analytics Dataset; not everybody has it beside the repository. */
export const ouladTool = '../shared/tools/oulad-to-roster.mjs';

/** A folder with the files of one class. */
export function oulad(course: string): string {
  const folder = folderOf({});
  execFileSync(process.execPath, [ouladTool, folder, '--courses', course], { stdio: 'ignore' });
  return folder;
}

type Step = {
  kind: 'roster' | 'structure' | 'activity';
  path: string;
  run: (context: ImportContext) => Promise<ImportReport>;
};

/** The imports of such a folder, in their order; each as a command has it, and to be run within this process. */
export function importOulad(folder: string): Step[] {
  const [structure, activity] = [`${folder}/structure.csv`, `${folder}/activity.csv`];
  return [
    { kind: 'roster', path: folder, run: (context) => importRoster(context, folder) },
    { kind: 'structure', path: structure, run: (context) => importStructure(context, structure, null) },
    { kind: 'activity', path: activity, run: (context) => importActivity(context, activity, null) },
  ];
}
