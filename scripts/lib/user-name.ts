import { userInfo } from 'node:os';

/** Who runs this process, for the audit trail. In a container the number may have no name. */
export function userName(read = () => userInfo().username): string {
  try {
    return read();
  } catch {
    return `user ${process.getuid?.() ?? 'without a name'}`;
  }
}

/** Who does something by a command, for the audit trail and the ledgers. */
export const atCommandLine = (): string => `command line (${userName()})`;
