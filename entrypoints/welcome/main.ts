import { browserStrings } from '../../src/background/extension-client';
import { welcomeApi } from '../../src/background/page-apis';
import { setStringLookup } from '../../src/panel/strings/text';
import { mountWelcome } from '../../src/panel/welcome';
import '../../src/panel/pages.css';

setStringLookup(browserStrings);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
mountWelcome(root, welcomeApi());
