/** Text for a LIKE pattern in which every character stands for itself: Prisma's `contains` escapes nothing. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
