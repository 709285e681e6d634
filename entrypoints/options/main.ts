import { browserStrings } from '../../src/background/extension-client';
import { optionsApi } from '../../src/background/page-apis';
import { mountOptions } from '../../src/panel/options';
import { setStringLookup } from '../../src/panel/strings/text';
import '../../src/panel/pages.css';

setStringLookup(browserStrings);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
mountOptions(root, optionsApi());
