import { defineContentScript } from 'wxt/utils/define-content-script';
import { startProbe } from '../src/anchor/probe';

// Where and when it runs is said at registration (src/background/site-registration.ts): saying it here costs bytes.
export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  main: () => startProbe(window),
});
