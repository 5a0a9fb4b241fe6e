import { mkdir, rm, writeFile } from 'node:fs/promises';

const folder = new URL('../.next/static/bench/', import.meta.url);

/**
 * Saves what a server answers with as static files of the build, for the next server that is started from it.
 *
 * @returns the address of each file by the address of what it copies
 */
export async function saveTwins(origin: string, paths: readonly string[]): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const twins = new Map<string, string>();
  for (const [place, path] of paths.entries()) {
    const answer = await fetch(`${origin}${path}`);
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    const name = `${place}.${isJson ? 'json' : 'html'}`;
    await writeFile(new URL(name, folder), Buffer.from(await answer.arrayBuffer()));
    twins.set(path, `/_next/static/bench/${name}`);
  }
  return twins;
}

export const removeTwins = (): Promise<void> => rm(folder, { recursive: true, force: true });
