// The module that GraphiQL loads too: it registers the editor's services, which must happen before the first use.
import { editor } from 'monaco-graphql/esm/monaco-editor.js';

const TRANSPARENT = '#ffffff00';

/** Names of the two themes of the playground's editors, by colour scheme; importing this module defines them. */
export const editorThemes = { light: 'gestas-light', dark: 'gestas-dark' } as const;

/** What differs between the two; colours as #rrggbb. */
type Palette = {
  readonly base: 'vs' | 'vs-dark';
  readonly comment: string;
  readonly argument: string;
  readonly lineNumber: string;
  readonly text: string;
  readonly surface: string;
  readonly focus: string;
};

// Monaco's own themes leave comments and line numbers too faint on our surfaces (WCAG AA asks for 4.5).
define(editorThemes.light, {
  base: 'vs',
  comment: '#3a6b1e',
  argument: '#5a55c4',
  lineNumber: '#525a66',
  text: '#16191f',
  surface: '#ffffff',
  focus: '#3b5bdb',
});
define(editorThemes.dark, {
  base: 'vs-dark',
  comment: '#8fbf6f',
  argument: '#a5a1ff',
  lineNumber: '#a9b1bd',
  text: '#e4e7ed',
  surface: '#232830',
  focus: '#748ffc',
});

function define(name: string, palette: Palette): void {
  const { base, lineNumber, surface } = palette;
  editor.defineTheme(name, {
    base,
    inherit: true,
    rules: [
      { token: 'comment', foreground: palette.comment.slice(1) },
      { token: 'argument.identifier.gql', foreground: palette.argument.slice(1) },
    ],
    colors: {
      'editor.background': TRANSPARENT,
      'scrollbar.shadow': TRANSPARENT,
      'editorLineNumber.foreground': lineNumber,
      'editorLineNumber.activeForeground': palette.text,
      'editorLineNumber.dimmedForeground': lineNumber,
      'editorWidget.background': surface,
      'editorHoverWidget.background': surface,
      'editorSuggestWidget.background': surface,
      focusBorder: palette.focus,
    },
  });
}
