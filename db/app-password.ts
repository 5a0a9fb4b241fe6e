import { createHmac } from 'node:crypto';

/** The application role's password on an external database: derived, so that nothing more need be kept. */
export const deriveAppPassword = (masterKey: string): string =>
  createHmac('sha256', Buffer.from(masterKey, 'base64')).update('syllabase app role').digest('base64url');
