import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** A page that is shown to anybody, outside the shell: exported in `publicPages` by a feature's `public-pages.ts`. */
export type PublicPage = { readonly path: string; readonly Page: ComponentType };

/** A page of a feature, inside the shell. */
export type FeatureRoute = {
  readonly path: string;
  /** Needed to open the page; without one, being signed in is enough. */
  readonly permission?: string;
  readonly Page: ComponentType;
};

/** An entry of the shell's navigation; `label` is an i18n key with its namespace. */
export type NavigationItem = {
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  readonly order: number;
  readonly permission?: string;
};

/** A part of the dashboard. A `wide` widget takes the main column, a `full` one the whole row. */
export type DashboardWidget = {
  readonly id: string;
  readonly order: number;
  readonly size: 'full' | 'wide' | 'narrow';
  readonly permission?: string;
  /** Whether it may show nothing: then it does not count as something on the dashboard. */
  readonly isOptional?: boolean;
  readonly Widget: ComponentType;
};

/** An entry of the navigation as the shell draws it; its pages are below `home`, or below `path`. */
export type NavigationEntry = ComponentType<{
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  readonly home?: string | undefined;
}>;

/** What the shell hands over to those who know more links: what draws one. */
export type NavigationTools = { readonly Entry: NavigationEntry };

/** Links that a feature knows of only at run time, below the others. */
export type NavigationPart = {
  readonly id: string;
  readonly Part: ComponentType<NavigationTools>;
};

/** A small part of the shell's header, beside the account: always there, so it must be light. */
export type HeaderItem = {
  readonly id: string;
  readonly order: number;
  readonly permission?: string;
  readonly Item: ComponentType;
};

/** What a folder in `features/` brings to the signed in: exported as `feature` by its `feature.ts`, and found by glob. */
export type Feature = {
  readonly routes?: readonly FeatureRoute[];
  readonly navigation?: readonly NavigationItem[];
  readonly navigationParts?: readonly NavigationPart[];
  readonly widgets?: readonly DashboardWidget[];
  readonly headerItems?: readonly HeaderItem[];
};
