import type { Platform } from '../platform';
import type { Missing } from './missing';

/** What is missing, and what the server's administrator runs, in a few lines. */
export function inWords(missing: Missing[]): string {
  const commands = missing.flatMap((one) => one.commands);
  const what = missing.map((one) => one.what).join(' ');
  return commands.length === 0 ? what : `${what} Its administrator runs:\n${commands.join('\n')}`;
}

/** Why no full backups are taken from here, and what would change that. */
export function whyNone(platform: Platform, isWanted: boolean, missing: Missing[]): string {
  if (platform === 'neon')
    return 'Neon keeps the files of this database and its history; no full backups can be taken of it. Take an archive with --logical.';
  if (!isWanted) return 'Full backups of the server at DATABASE_URL are switched off (SERVER_BACKUPS=0).';
  if (missing.length === 0) return 'No login is known that may copy the server. Start with  npm start';
  return `No full backups can be taken of this server as it is; archives can, with --logical. ${inWords(missing)}\nThen set BACKUP_DATABASE_URL to that login at the server itself, not at a pooler, and start again.`;
}
