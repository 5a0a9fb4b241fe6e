import type { OIDCConfig } from 'next-auth/providers';
import { z } from 'zod';
import { type Database, database } from '@/db/client';
import { env } from '@/lib/env';
import { findAccount } from './accounts';
import { normaliseEmail } from './email-address';
import { auditAdmission, auditRefusal, type SignInTrace } from './session-audit';
import type { Session } from './session-token';
import { asSystem } from './transaction';

export const institutionProviderId = 'institution';

const claims = z.object({ email: z.string().max(320).optional(), email_verified: z.unknown() });

/** The institution's provider from the environment, or null where people sign in by password only. */
export function institutionProvider(address: string | null): OIDCConfig<unknown> | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: institutionProviderId,
    name: 'Institution',
    type: 'oidc',
    issuer,
    clientId,
    clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email' } },
    // Providers need not put the address into the ID token; all of them answer at the userinfo endpoint.
    idToken: false,
    profile: async (answer) => ({ session: (await admitByInstitution(answer, address)) ?? undefined }),
  };
}

export const hasInstitutionSignIn = (): boolean => env().OIDC_ISSUER !== undefined;

/**
 * Finds the account of a person whom the provider vouches for: by an address that the provider has verified,
 * and nothing else. Nobody is added; a stranger or a disabled account gives null.
 */
export async function admitByInstitution(
  answer: unknown,
  address: string | null,
  on: Database = database(),
): Promise<Session | null> {
  const { email, email_verified: verified } = claims.parse(answer);
  const normalised = normaliseEmail(email ?? '');
  return asSystem(async (tx) => {
    const account = verified === true ? await findAccount(tx, normalised) : null;
    const trace: SignInTrace = { method: 'institution', email: normalised, account, address };
    if (!account || account.disabled) {
      await auditRefusal(tx, trace, refusalReason(verified, account !== null));
      return null;
    }
    await auditAdmission(tx, trace, account);
    return { userId: account.userId, sessionVersion: account.sessionVersion };
  }, on);
}

function refusalReason(verified: unknown, known: boolean): string {
  if (verified !== true) return 'address not verified by the provider';
  return known ? 'disabled' : 'unknown account';
}
