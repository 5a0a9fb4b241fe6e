import { masterKey } from './master-key';
import { KeyServiceFault } from './transit/key-service-fault';

const hour = 3_600_000;
let renewedAt = Number.NEGATIVE_INFINITY;

/** Once an hour asks a key service for more time: its tokens run out. One that cannot be renewed is told, and goes on. */
export async function renewLeave(): Promise<void> {
  const { renew } = masterKey();
  const now = performance.now();
  if (!renew || now - renewedAt < hour) return;
  renewedAt = now;
  await renew().catch((error: unknown) => {
    if (!(error instanceof KeyServiceFault)) throw error;
    console.error(`The token of the key service was not renewed: ${error.reason}`);
  });
}
