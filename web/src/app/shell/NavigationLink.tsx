import { NavLink } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';

type Props = {
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  /** Where its pages are, when they are not below `path`. */
  readonly home?: string | undefined;
};

/** An entry of the shell's navigation; it is marked while its page, or one below it, is open. */
export function NavigationLink({ path, label, icon: Picture, home = path }: Props) {
  const { pathname } = useLocation();
  const isActive = pathname === path || (home !== '/' && pathname.startsWith(`${home}/`));
  return (
    <NavLink
      component={Link}
      to={path}
      label={label}
      active={isActive}
      variant="filled"
      aria-current={isActive ? 'page' : undefined}
      leftSection={<Picture size={19} stroke={1.6} aria-hidden />}
      style={{ borderRadius: 8 }}
      mb={4}
    />
  );
}
