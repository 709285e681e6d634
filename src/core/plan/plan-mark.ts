/** A line of the user's own plan on the chart. */
export interface PlanMark {
  /** Quote currency. */
  price: number;
  /** `caution`: a stop that a cluster would meet; `plain`: any other stop, and other places for one; `target`. */
  tone: 'caution' | 'plain' | 'target';
  /** Says in words what the line is, in the user's language. */
  text: string;
}
