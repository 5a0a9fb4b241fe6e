import { writeFileSync } from 'node:fs';
import { writeDictionary } from '@/db/schema/classes/write-dictionary';

writeFileSync(new URL('../docs/data-dictionary.md', import.meta.url), writeDictionary());
