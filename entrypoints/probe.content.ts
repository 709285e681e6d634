import { defineContentScript } from 'wxt/utils/define-content-script';
import { startProbe } from '../src/anchor/probe';

export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main: () => startProbe(window),
});
