import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { runEngineWorker } from '../src/engine/worker-main';

export default defineUnlistedScript(() => runEngineWorker(self));
