import { LIFE_WOUNDS } from './life-wounds';
import { NETWORK_WOUNDS, PAYLOAD_WOUNDS } from './network-wounds';
import type { Wound } from './wound';

/** Everything that is done to a watched page, the harmless first. */
export const WOUNDS: readonly Wound[] = [...NETWORK_WOUNDS, ...PAYLOAD_WOUNDS, ...LIFE_WOUNDS];
