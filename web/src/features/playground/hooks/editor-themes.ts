// The module that GraphiQL loads too: it registers the editor's services, which must happen before the first use.
import { editor } from 'monaco-graphql/esm/monaco-editor.js';

const TRANSPARENT = '#ffffff00';

/** Names of the two themes of the playground's editors, by colour scheme; importing this module defines them. */
export const editorThemes = { light: 'gestas-light', dark: 'gestas-dark' } as const;

// Monaco's own themes leave comments and line numbers too faint on our surfaces (WCAG AA asks for 4.5).
editor.defineTheme(editorThemes.light, {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '3a6b1e' },
    { token: 'argument.identifier.gql', foreground: '5a55c4' },
  ],
  colors: {
    'editor.background': TRANSPARENT,
    'scrollbar.shadow': TRANSPARENT,
    'editorLineNumber.foreground': '#525a66',
    'editorLineNumber.activeForeground': '#16191f',
    'editorLineNumber.dimmedForeground': '#525a66',
    'editorWidget.background': '#ffffff',
    'editorHoverWidget.background': '#ffffff',
    'editorSuggestWidget.background': '#ffffff',
    focusBorder: '#3b5bdb',
  },
});
editor.defineTheme(editorThemes.dark, {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '8fbf6f' },
    { token: 'argument.identifier.gql', foreground: 'a5a1ff' },
  ],
  colors: {
    'editor.background': TRANSPARENT,
    'scrollbar.shadow': TRANSPARENT,
    'editorLineNumber.foreground': '#a9b1bd',
    'editorLineNumber.activeForeground': '#e4e7ed',
    'editorLineNumber.dimmedForeground': '#a9b1bd',
    'editorWidget.background': '#232830',
    'editorHoverWidget.background': '#232830',
    'editorSuggestWidget.background': '#232830',
    focusBorder: '#748ffc',
  },
});
