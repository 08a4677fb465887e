/** Polls until `condition` answers something truthy and returns it; fails after `withinMs`. For what no event announces. */
export async function waitUntil<Value>(
  condition: () => Promise<Value> | Value,
  withinMs = 15_000,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Not so within ${withinMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
