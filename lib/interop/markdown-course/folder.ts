import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';

/** A folder that no path can leave: not by `..`, not by an absolute path, not through a symbolic link. */
export type Folder = {
  /** The file's bytes, or why they cannot be read. */
  read(path: string, maximumBytes: number): { bytes: Buffer } | { problem: string };
};

export function openFolder(path: string): Folder {
  const root = realpathSync(path);
  return {
    read(relative, maximumBytes) {
      const file = inside(root, relative);
      if (file === null) return { problem: 'leads out of the folder' };
      if (file === undefined) return { problem: 'does not exist' };
      const status = statSync(file);
      if (!status.isFile()) return { problem: 'is not a file' };
      if (status.size > maximumBytes)
        return { problem: `is larger than ${Math.floor(maximumBytes / 1000)} kB` };
      return { bytes: readFileSync(file) };
    },
  };
}

function inside(root: string, relative: string): string | null | undefined {
  if (isAbsolute(relative) || relative.includes('\0') || relative.includes('\\')) return null;
  const wanted = resolve(root, relative);
  if (!wanted.startsWith(root + sep)) return null;
  try {
    const real = realpathSync(wanted);
    return real === wanted ? real : null;
  } catch {
    return undefined;
  }
}
