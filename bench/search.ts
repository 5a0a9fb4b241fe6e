const words = ['calculus', 'biology', 'painting', 'databases', 'economics', 'music', 'chemistry', 'law'];

/** Asks a running server for a search; each `n` is another one, so that none is answered from a cache. */
export async function search(origin: string, n: number): Promise<void> {
  const answer = await fetch(`${origin}/api/v1/search?q=${words[n % words.length]}%20${n}`);
  if (!answer.ok) throw new Error(`search answered ${answer.status}`);
  await answer.arrayBuffer();
}
