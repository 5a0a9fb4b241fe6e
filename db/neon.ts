import { neonConfig } from '@neondatabase/serverless';
import { WebSocket } from 'ws';

/** Neon hosts are reached through Neon's driver (WebSocket); everything else through the Postgres protocol. */
export const isNeonHost = (url: string) => /\.neon\.(tech|build)$/.test(new URL(url).hostname);

/** @param proxy `host:port/path` of a plain WebSocket proxy in front of a local Postgres; absent for Neon itself */
export function configureNeon(proxy: string | undefined): void {
  neonConfig.webSocketConstructor = WebSocket;
  if (!proxy) return;
  neonConfig.wsProxy = () => proxy;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
}
