import { type ReactNode, useEffect } from 'react';
import { type Key, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ways } from '../content/ways';
import { type TabId, tabIds, useRoute } from '../hooks/useRoute';
import { BroadcastTab } from '../tabs/broadcast/BroadcastTab';
import { PeerChatTab } from '../tabs/peer-chat/PeerChatTab';
import { TranscribeTab } from '../tabs/transcribe/TranscribeTab';
import { VideoTab } from '../tabs/video/VideoTab';
import styles from './App.module.css';
import { ThemeSwitch } from './ThemeSwitch';
import { UpstreamBadge } from './UpstreamBadge';

/** The page: a bar of six tabs. A tab that is left is unmounted, which closes all that it opened. */
export function App(): ReactNode {
  const [route, navigate] = useRoute();
  const { name, by } = ways[route.tab];

  useEffect(() => {
    document.title = `${name} ${by} · Parley`;
  }, [name, by]);

  useEffect(() => {
    document
      .getElementById('ways')
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [route.tab]);

  const select = (key: Key): void => {
    if (key !== route.tab) navigate({ tab: key as TabId, room: undefined });
  };

  return (
    <>
      <header className={styles.header}>
        <h1>
          <img className={styles.mark} src="/favicon.svg" alt="" />
          Parley
        </h1>
        <p className={styles.tagline}>Six ways to talk in real time</p>
        <div className={styles.tools}>
          <UpstreamBadge />
          <ThemeSwitch />
        </div>
      </header>
      <Tabs selectedKey={route.tab} onSelectionChange={select} keyboardActivation="manual">
        <nav id="ways" className={styles.strip} aria-label="Ways">
          <TabList className={styles.tabs ?? ''} aria-label="Six ways to talk">
            {tabIds.map((id) => (
              <Tab key={id} id={id} className={styles.tab ?? ''}>
                <b>{ways[id].name}</b> <small>{ways[id].by}</small>
              </Tab>
            ))}
          </TabList>
        </nav>
        <main className={styles.main}>
          <TabPanel key={route.tab} id={route.tab}>
            <TabContent tab={route.tab} />
          </TabPanel>
        </main>
      </Tabs>
    </>
  );
}

function TabContent({ tab }: { readonly tab: TabId }): ReactNode {
  switch (tab) {
    case 'broadcast':
      return <BroadcastTab />;
    case 'peer-chat':
      return <PeerChatTab />;
    case 'video':
      return <VideoTab />;
    case 'transcribe-webrtc':
      return <TranscribeTab route="webrtc" />;
    case 'transcribe-websocket':
      return <TranscribeTab route="websocket" />;
    case 'transcribe-server':
      return <TranscribeTab route="server" />;
  }
}
