import { browserStrings } from '../../src/background/extension-client';
import { popupApi } from '../../src/background/page-apis';
import { mountPopup } from '../../src/panel/popup';
import { setStringLookup } from '../../src/panel/strings/text';
import '../../src/panel/pages.css';

setStringLookup(browserStrings);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
mountPopup(root, popupApi());
