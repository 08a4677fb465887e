import 'graphiql/style.css';
import '../hooks/monaco-workers.ts';
import { useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { useConnection, useSession } from '../../../hooks/connection-context.ts';
import { createFetcher } from '../hooks/create-fetcher.ts';
import { editorThemes } from '../hooks/editor-themes.ts';
import { exampleTabs } from '../hooks/example-tabs.ts';
import { usePlainTabs } from '../hooks/use-plain-tabs.ts';
import classes from './PlaygroundPage.module.css';

/** GraphiQL as the signed-in viewer: the schema they may see, and subscriptions over the live socket. */
export function PlaygroundPage() {
  const { t } = useTranslation('playground');
  const connection = useConnection();
  const { viewer } = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const fetcher = useMemo(() => createFetcher(connection), [connection]);
  usePlainTabs(frame);
  return (
    <>
      <PageHeader title={t('title')} text={t('subtitle', { name: viewer.name })} />
      <div ref={frame} className={`surface ${classes.frame}`}>
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={exampleTabs}
          forcedTheme={scheme}
          editorTheme={editorThemes}
          isHeadersEditorEnabled={false}
          showPersistHeadersSettings={false}
        />
      </div>
    </>
  );
}
