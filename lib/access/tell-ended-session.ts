import { database } from '@/db/client';
import { statement } from '@/db/statement';
import { currentCall, originOfRequest } from './call';
import { countRefusal } from './refusal-count';
import { tokenOfRequest } from './session';
import { tellAside } from './tell-aside';

const holderOf = statement(
  'access.session-holder',
  'SELECT display_name AS name, institution_id AS "institutionId" FROM users WHERE id = $1',
);

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

/**
 * Puts it into the trail where somebody is asked to sign in whose session has ended, since they signed out, were disabled, or have another role or
 * password: an old copy of the cookie may be in other hands. Each address once in a quarter of an hour, because open pages ask again by themselves.
 * What is asked without any session says nothing about a person.
 */
export async function tellOfEndedSession(): Promise<void> {
  try {
    const token = await tokenOfRequest();
    if (!token) return;
    const at = (await currentCall()).asked?.replace(/\?.*/s, '');
    if (countRefusal(`${token.userId} ended ${at}`) > 1) return;
    const [holder] = await database().transaction(system, (tx) =>
      tx.rows<{ name: string; institutionId: string | null }>(holderOf, [token.userId]),
    );
    if (!holder) return;
    const { name: person, institutionId } = holder;
    const { ipAddress } = await originOfRequest();
    await tellAside(null, {
      action: 'access.refused',
      objectType: 'session',
      outcome: 'DENIED',
      ...(institutionId !== null && { institutionId }),
      ...(ipAddress !== null && { ipAddress }),
      details: { reason: 'with a session that has ended', person },
    });
  } catch (error) {
    console.error('A session that has ended could not be put into the trail', error);
  }
}
