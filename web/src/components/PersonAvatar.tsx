import { Avatar } from '@mantine/core';

/** A person's initials in a colour of their own; the name stands beside it, so it is hidden from screen readers. */
export function PersonAvatar({ name, size = 36 }: { name: string; size?: number }) {
  return (
    <Avatar
      name={name}
      size={size}
      radius="xl"
      variant="filled"
      color={colorOf(name)}
      aria-hidden
    />
  );
}

const COLORS = ['indigo.8', 'teal.9', 'grape.8', 'blue.9', 'cyan.9', 'violet.8', 'pink.8'];

function colorOf(name: string): string {
  const hash = [...name].reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0,
    7,
  );
  return COLORS[hash % COLORS.length] ?? 'indigo.8';
}
