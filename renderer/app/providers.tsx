import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useMemo } from 'react';
import { I18nextProvider } from 'react-i18next';
import { queryClient } from './query-client.ts';
import { useSession } from './session-store.ts';
import { antdTheme } from './theme/antd-theme.ts';
import { translator } from './translator.ts';

/** Language, colours and server data for all that is built with antd. Both switch at run time. */
export function Providers({ children }: { children: ReactNode }) {
  const { language, scheme } = useSession();
  const theme = useMemo(() => antdTheme(scheme), [scheme]);
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
  return (
    <I18nextProvider i18n={translator}>
      <ConfigProvider
        locale={language === 'en' ? enUS : zhCN}
        theme={theme}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </ConfigProvider>
    </I18nextProvider>
  );
}
