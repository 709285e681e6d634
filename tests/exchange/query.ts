/** A number parameter, or `standard` where it is absent. */
export function numberOf(query: URLSearchParams, name: string, standard: number): number {
  const text = query.get(name);
  return text === null || text === '' ? standard : Number(text);
}

/** The newest `limit` rows of an ascending list, newest first. */
export function newestFirst<T>(rows: readonly T[], limit: number): T[] {
  return rows.slice(-limit).reverse();
}
