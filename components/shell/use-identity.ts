import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Identity, identityQuery, recognise } from '@/lib/access/client';

/**
 * Who is signed in: null for nobody, undefined until that is known.
 *
 * @param known what the server said with this page; undefined where the page is the same for everybody
 */
export function useIdentity(known?: Identity | null): Identity | null | undefined {
  const client = useQueryClient();
  // While rendering, not afterwards: what stands inside must never see an answer to somebody else.
  useMemo(() => {
    if (known !== undefined) recognise(client, known);
  }, [client, known]);
  const { data } = useQuery({ ...identityQuery, enabled: known === undefined });
  return known === undefined ? data : known;
}
