import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';

/** Features of Apollo's router that this one doesn't execute: a supergraph that needs them is refused at start. */
const NOT_EXECUTED = ['/context/', '/connect/'];

/** The `for: EXECUTION | SECURITY` features this router honours, as URLs with version. */
export const SUPPORTED_FEATURES: Set<string> = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter(
    (url) => !NOT_EXECUTED.some((feature) => url.includes(feature)),
  ),
);
