import { writeFileSync } from 'node:fs';
import { writeRules } from '@/lib/analytics/rules/write-document';

writeFileSync(new URL('../docs/rules.md', import.meta.url), writeRules());
