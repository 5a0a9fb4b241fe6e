import { dateTime } from '@/lib/format';

const moment = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/g;

/** Evidence as people read it: moments, which the report has as programs write them, in the time of the institution. */
export const readable = (evidence: string, timeZone: string): string =>
  evidence.replace(moment, (at) => dateTime(at, timeZone));
