// The full tier (`npm run verify`) draws more cases a property, from a seed it writes down.
if (process.env.GESTAS_PROPERTY_RUNS) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({
    numRuns: Number(process.env.GESTAS_PROPERTY_RUNS),
    seed: Number(process.env.GESTAS_PROPERTY_SEED),
  });
}
