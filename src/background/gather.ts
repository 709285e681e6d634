/** What calls with the same key ask for is done once, `apartMs` after the first of them. */
export function gather(apartMs: number, work: (key: string) => void): (key: string) => void {
  const due = new Set<string>();
  return (key) => {
    if (due.has(key)) return;
    due.add(key);
    setTimeout(() => {
      due.delete(key);
      work(key);
    }, apartMs);
  };
}
