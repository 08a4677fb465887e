import { Tabs } from '@mantine/core';
import { IconBook2, IconMessages, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { ChatPanel } from '../components/ChatPanel.tsx';
import { GenerationPanel } from '../components/GenerationPanel.tsx';
import { KnowledgePanel } from '../components/KnowledgePanel.tsx';

const TABS = [
  { name: 'forge', permission: 'ai:generation:read', icon: IconSparkles },
  { name: 'chat', permission: 'ai:chat:use', icon: IconMessages },
  { name: 'knowledge', permission: 'ai:knowledge:read', icon: IconBook2 },
] as const;

/** The AI studio; what is open lives in the address, so that it can be shared and come back to. */
export function StudioPage() {
  const { t } = useTranslation('ai');
  const isAllowed = usePermissions();
  const [params, setParams] = useSearchParams();
  const tabs = TABS.filter(({ permission }) => isAllowed(permission));
  const open = tabs.find(({ name }) => name === params.get('tab')) ?? tabs[0];
  const go = (next: Record<string, string>) =>
    setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')));
  const at = (name: string) => params.get(name) ?? '';
  return (
    <>
      <PageHeader title={t('title')} text={t('subtitle')} />
      <Tabs
        value={open?.name ?? null}
        onChange={(tab) => go({ tab: tab ?? '' })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map(({ name, icon: Picture }) => (
            <Tabs.Tab key={name} value={name} leftSection={<Picture size={16} aria-hidden />}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="forge">
          <GenerationPanel run={at('run')} onRun={(run) => go({ run })} />
        </Tabs.Panel>
        <Tabs.Panel value="chat">
          <ChatPanel id={at('chat')} onChat={(chat) => go({ tab: 'chat', chat })} />
        </Tabs.Panel>
        <Tabs.Panel value="knowledge">
          <KnowledgePanel search={at('q')} onSearch={(q) => go({ tab: 'knowledge', q })} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
