import { register } from 'tsx/esm/api';

// A thread of Node 20 does not inherit the TypeScript loader of its parent.
register();
await import('./traffic-exchange.ts');
