import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { asAdministrator } from '@/lib/access/transaction';
import { readBackupState } from '@/lib/backups/state';

export const GET = route(async () =>
  personal(await asAdministrator(await signedIn(), (tx) => readBackupState(tx))),
);
