/**
 * Works on every item, `lanes` of one group at a time: what a group is slow with holds up no other group, and whoever
 * else needs the same machine gets his share. Outcomes in the order in which they come; null where work rejects.
 */
export async function inLanes<Item, Outcome>(
  items: readonly Item[],
  { lanes, groupOf }: { lanes: number; groupOf(item: Item): string },
  work: (item: Item) => Promise<Outcome>,
): Promise<(Outcome | null)[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  const outcomes: (Outcome | null)[] = [];
  const lane = async (waiting: Item[]): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      outcomes.push(await work(item).catch(() => null));
    }
  };
  await Promise.all(
    [...groups.values()].flatMap((waiting) => Array.from({ length: lanes }, () => lane(waiting))),
  );
  return outcomes;
}
