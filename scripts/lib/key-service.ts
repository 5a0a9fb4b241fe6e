import { tryMasterKey } from '@/lib/keys/overview';

/**
 * Tries the key service out before anybody needs it. A school goes on without it, except for what is kept in confidence.
 *
 * @returns what to tell whoever starts the product; null when all is well
 */
export async function keyServiceWarning(): Promise<string | null> {
  const { name, fault } = await tryMasterKey();
  if (fault === null) return null;
  return `
  ATTENTION: the data keys are wrapped by “${name}”, and ${fault}.
  Sealed contents (messages, notes, confidential details) open when it is well again. Nothing is lost.
  Check KMS_URL, KMS_KEY and KMS_TOKEN; the page Keys and  npm run ops -- keys status  say how it stands.
`;
}
