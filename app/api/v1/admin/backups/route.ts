import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { asAdministrator } from '@/lib/access/transaction';
import { readBackupOverview } from '@/lib/backups/overview';

export const GET = route(async () =>
  personal(await asAdministrator(await signedIn(), (tx) => readBackupOverview(tx))),
);
