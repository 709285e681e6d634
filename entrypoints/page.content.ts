import { defineContentScript } from 'wxt/utils/define-content-script';
import { startPage } from '../src/page/start-page';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main: startPage,
});
