/** What the page of one coin is called and where it lies; `{price}` stands for the last price. */
export interface PagePlace {
  address: string;
  symbol: string;
  title: string;
  html: string;
  venue: string;
  isSpot: boolean;
}

/** What the server tells a page about itself, as JSON in the body's `data-page`. */
export interface PageData {
  variant: string;
  coin: string;
  places: Record<string, PagePlace>;
}
