import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { runDemoWorker } from '../src/demo/demo-worker';

export default defineUnlistedScript(() => runDemoWorker());
