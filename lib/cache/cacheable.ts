/** Values that survive the cache as they are: it stores JSON. */
export type Cacheable =
  | string
  | number
  | boolean
  | null
  | Cacheable[]
  | { [key: string]: Cacheable | undefined };
