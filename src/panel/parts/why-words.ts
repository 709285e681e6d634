import type { SourceStatus, SourceWhy } from '../../core/market/source-status';
import { formatAge } from '../format/age';
import { formatNumber, formatShare } from '../format/percent';
import { text } from '../strings/text';

/** Why a source is in trouble, in the user's language; empty where its state says everything. */
export function whyText({ why, reason }: Pick<SourceStatus, 'why' | 'reason'>): string {
  return why ? wordsOf(why) : reason;
}

function wordsOf({ code, value = '' }: SourceWhy): string {
  const number = Number(value);
  switch (code) {
    case 'no-price':
      return text('whyNoPrice', formatAge(number));
    case 'no-answer':
      return text('whyNoAnswer');
    case 'region':
      return '';
    case 'banned':
      return text('whyBanned');
    case 'too-many-requests':
      return text('whyTooMany');
    case 'http-status':
      return text('whyStatus', value);
    case 'says':
      return text('whySays', value);
    case 'host-not-allowed':
      return text('whyHost', value);
    case 'price-off':
      return text('whyPriceOff', formatShare(number));
    case 'interest-own':
      return text('whyInterestOwn', formatNumber(number, 0));
    case 'interest-others':
      return text('whyInterestOthers', formatNumber(number, 0));
  }
}
