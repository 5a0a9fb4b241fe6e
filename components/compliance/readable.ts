import { date, dateTime } from '@/lib/format';

/** Not within a longer name, as of a file. */
const written =
  /(?<![\w/.-])(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?(?![\w/-]|\.\w)/g;

/**
 * What a check says as people read it: moments and days, which the report has as programs write them, like everywhere else on the
 * screen; moments in the time of the institution, whose days they are.
 */
export const readable = (text: string, timeZone: string): string =>
  text.replace(written, (found, day: string, time?: string) => {
    if (Number.isNaN(Date.parse(found))) return found;
    return time === undefined ? date(day, 'UTC') : dateTime(found, timeZone);
  });
