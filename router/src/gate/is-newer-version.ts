/** Whether one `1.2.3` comes after another. */
export function isNewerVersion(version: string, than: string): boolean {
  const [mine, other] = [version, than].map((text) => text.split('.').map(Number));
  for (const [index, number] of (mine ?? []).entries()) {
    const before = other?.[index] ?? 0;
    if (number !== before) return number > before;
  }
  return false;
}
