import type { Browser } from 'wxt/browser';

interface Rules {
  updateSessionRules(change: Browser.declarativeNetRequest.UpdateRuleOptions): Promise<void>;
}

const RULE_ID = 1;

/**
 * Takes the `Origin` header off everything that the extension on `ownHost` asks for: Firefox writes the id of this
 * installation into it, with each socket and each POST. Resolves when that is so; without `rules`, as in Chrome, whose
 * origin is the same for everybody, at once. Never rejects.
 */
export async function hideOrigin(rules: Rules | undefined, ownHost: string): Promise<void> {
  const rule: Browser.declarativeNetRequest.Rule = {
    id: RULE_ID,
    // Never the requests of pages: their sites look at the header.
    condition: { initiatorDomains: [ownHost], resourceTypes: ['websocket', 'xmlhttprequest'] },
    action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
  };
  await rules?.updateSessionRules({ removeRuleIds: [RULE_ID], addRules: [rule] }).catch(() => undefined);
}
