import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { bringRest } from '../src/panel/rest/bring-rest';

export default defineUnlistedScript(() => bringRest());
