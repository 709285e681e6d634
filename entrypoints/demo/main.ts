import { browserStrings } from '../../src/background/extension-client';
import { startDemo } from '../../src/demo/start-demo';
import { setStringLookup } from '../../src/panel/strings/text';
import '../../src/panel/panel.css';
import '../../src/panel/pill.css';
import '../../src/demo/demo.css';

setStringLookup(browserStrings);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
void startDemo(root, new Worker('/demo-worker.js'), new AbortController().signal);
