/** Words of the imitated pages. */
export interface PageWords {
  brand: string;
  nav: string[];
  stat: string;
  orderBook: string;
  margin: string;
  price: string;
  size: string;
  buy: string;
  sell: string;
  positions: string;
  columns: string[];
  noPosition: string;
}

const WORDS: Readonly<Record<string, PageWords>> = {
  en: {
    brand: 'Futures',
    nav: ['Markets', 'Trade', 'Earn'],
    stat: 'Mark 24h Funding / Countdown',
    orderBook: 'Order Book',
    margin: 'Isolated 20x',
    price: 'Price',
    size: 'Size',
    buy: 'Buy/Long',
    sell: 'Sell/Short',
    positions: 'Positions(0)',
    columns: ['Symbol', 'Size', 'Entry Price', 'Mark Price', 'Liq. Price', 'Margin Ratio', 'PNL'],
    noPosition: 'You have no position.',
  },
  zh: {
    brand: '合约',
    nav: ['行情', '交易', '理财'],
    stat: '标记价格 24小时 资金费率 / 倒计时',
    orderBook: '订单簿',
    margin: '逐仓 20x',
    price: '价格',
    size: '数量',
    buy: '买入/做多',
    sell: '卖出/做空',
    positions: '仓位(0)',
    columns: ['合约', '数量', '开仓价格', '标记价格', '强平价格', '保证金率', '盈亏'],
    noPosition: '您没有仓位。',
  },
  tr: {
    brand: 'Vadeli İşlemler',
    nav: ['Piyasalar', 'Al-Sat', 'Kazan'],
    stat: 'İşaret 24s Fonlama / Geri Sayım',
    orderBook: 'Emir Defteri',
    margin: 'İzole 20x',
    price: 'Fiyat',
    size: 'Boyut',
    buy: 'Al/Uzun',
    sell: 'Sat/Kısa',
    positions: 'Pozisyonlar(0)',
    columns: ['Sembol', 'Boyut', 'Giriş Fiyatı', 'İşaret Fiyatı', 'Tasfiye Fiyatı', 'Teminat Oranı', 'K&Z'],
    noPosition: 'Pozisyonunuz yok.',
  },
};

/** The words of a language tag; English where there are none. */
export function wordsFor(lang: string): PageWords {
  return WORDS[lang.split('-')[0]] ?? WORDS.en;
}
