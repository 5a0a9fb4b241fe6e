import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from './explain';

const folder = fileURLToPath(new URL('snapshots', import.meta.url));
const heading = '## ';

/** The plans as they were written down: lines by the statement's name. */
export function readSnapshots(): Map<string, string[]> {
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return new Map(texts.flatMap(readPlans));
}

function readPlans(text: string): [string, string[]][] {
  const parts = `\n${text}`.split(`\n${heading}`).slice(1);
  return parts.map((part) => {
    const [name = '', ...lines] = part.split('\n');
    return [name, lines.filter((line) => line !== '')];
  });
}

/** Replaces what was written down; a file for each room, so that a change is read beside its room's. */
export function writeSnapshots(plans: Map<string, Plan>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const texts = new Map<string, string>();
  for (const [name, { lines }] of plans) {
    const room = name.split('.')[0] ?? name;
    texts.set(room, `${texts.get(room) ?? ''}${heading}${name}\n${lines.join('\n')}\n\n`);
  }
  for (const [room, text] of texts) writeFileSync(join(folder, `${room}.txt`), text.trimEnd().concat('\n'));
}
