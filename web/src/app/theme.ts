import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const DARK = [
  '#e4e7ed',
  '#c3c9d4',
  '#a9b1bd',
  '#7d8796',
  '#3a414e',
  '#2c313b',
  '#232830',
  '#1b1e25',
  '#16191f',
  '#101217',
] as const;

/** The look of the client. Shades are chosen for a contrast of 4.5 or more in both themes (WCAG AA). */
export const theme = createTheme({
  colors: { dark: DARK },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  headings: { fontWeight: '650' },
});

/** Darkens the quiet texts that are too faint by default. */
export const resolveVariables: CSSVariablesResolver = (mantine) => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f7f8fb',
    '--gestas-surface': mantine.white,
    '--gestas-line': '#e3e6ee',
    '--mantine-color-dimmed': '#525a66',
    '--mantine-color-placeholder': '#656d78',
    '--mantine-color-error': '#b42318',
  },
  dark: {
    '--mantine-color-body': '#14161b',
    '--gestas-surface': '#1b1e25',
    '--gestas-line': '#2c313b',
    '--mantine-color-dimmed': '#a9b1bd',
    '--mantine-color-placeholder': '#9aa2ae',
    '--mantine-color-error': '#ff8f87',
  },
});
