import type { UiLink } from '@gestas/sdk';
import {
  type Icon,
  IconBox,
  IconBuilding,
  IconCalendar,
  IconChartBar,
  IconCoins,
  IconFile,
  IconFolder,
  IconHeart,
  IconList,
  IconMail,
  IconMap,
  IconMessage,
  IconNote,
  IconShoppingCart,
  IconStar,
  IconTag,
  IconTool,
  IconTruck,
  IconUsersGroup,
} from '@tabler/icons-react';

const ICONS: Readonly<Record<UiLink['icon'], Icon>> = {
  box: IconBox,
  building: IconBuilding,
  calendar: IconCalendar,
  cart: IconShoppingCart,
  chart: IconChartBar,
  file: IconFile,
  folder: IconFolder,
  heart: IconHeart,
  list: IconList,
  mail: IconMail,
  map: IconMap,
  message: IconMessage,
  money: IconCoins,
  note: IconNote,
  people: IconUsersGroup,
  star: IconStar,
  tag: IconTag,
  tool: IconTool,
  truck: IconTruck,
};

/** The picture a manifest names; a list where it names none that is known here. */
export function screenIcon(name: string): Icon {
  return Object.hasOwn(ICONS, name) ? ICONS[name as UiLink['icon']] : IconList;
}
