import { createHmac } from 'node:crypto';

/** The application role's password on an external database: derived, so that nothing more need be kept. */
export const deriveAppPassword = (masterKey: string): string => derive(masterKey, 'syllabase app role');

/** The password of the login that backups are taken with. */
export const deriveBackupPassword = (masterKey: string): string => derive(masterKey, 'syllabase backup role');

const derive = (masterKey: string, use: string) =>
  createHmac('sha256', Buffer.from(masterKey, 'base64')).update(use).digest('base64url');
