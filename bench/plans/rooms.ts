import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { namedStatements, type Statement } from '@/db/statement';
import { askedVariants } from './variants';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Every statement of the product by its name: those that are named when a module loads, and one of each variant of the others. */
export async function productStatements(): Promise<Map<string, Statement>> {
  for (const file of ['lib', 'scripts/lib'].flatMap(filesThatName)) await import(/* @vite-ignore */ file);
  const variants = await askedVariants();
  return new Map([...namedStatements(), ...variants].map((each) => [nameIn(each), each]));
}

function filesThatName(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.ts$/.test(name) && !name.includes('/testing/'))
    .map((name) => join(root, folder, name))
    .filter((file) => readFileSync(file, 'utf8').includes("from '@/db/statement'"));
}

/** The name in the comment, which also a statement has that is not kept prepared. */
const nameIn = ({ text }: Statement): string => /\/\* (.+) \*\/$/.exec(text)?.[1] ?? text;
