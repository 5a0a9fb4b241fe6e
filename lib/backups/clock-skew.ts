/**
 * Seconds by which the server's clock is surely ahead of this machine's, negative where it is behind; 0 while its answer lies
 * between the question and the arrival of the answer. All three in milliseconds.
 */
export function clockSkew(server: number, asked: number, answered: number): number {
  if (server > answered) return (server - answered) / 1000;
  return server < asked ? (server - asked) / 1000 : 0;
}
