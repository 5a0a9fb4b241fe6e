import { join } from 'node:path';
import { env } from '@/lib/env';

/** Where answers of the ai class outlive a restart. */
export const aiFolder = () => join(env().DATA_DIR, 'cache', 'ai');
