import { type ThemeConfig, theme } from 'antd';
import { FONT_SANS, type Scheme, TOKENS } from './tokens.ts';

/** antd's tokens from ours; nothing else in the program sets a colour or a size of antd. */
export function antdTheme(scheme: Scheme): ThemeConfig {
  const t = TOKENS[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: t.actionFill,
      colorInfo: t.actionFill,
      colorLink: t.action,
      colorSuccess: t.delivered,
      colorWarning: t.attention,
      colorError: t.critical,
      colorText: t.ink,
      colorTextSecondary: t.ink2,
      colorTextTertiary: t.ink3,
      colorTextDescription: t.ink2,
      colorTextPlaceholder: t.ink3,
      colorBgContainer: t.paper,
      colorBgElevated: t.paper,
      colorBgLayout: t.paper,
      colorBorder: scheme === 'contrast' ? t.line : t.ink3,
      colorBorderSecondary: t.line,
      colorSplit: t.line,
      fontFamily: FONT_SANS,
      fontSize: 14,
      borderRadius: 4,
      controlHeight: 32,
      motion: false, // nothing decorative moves
      wireframe: false,
    },
    components: {
      Table: {
        headerBg: t.panel,
        headerColor: t.ink2,
        headerSplitColor: 'transparent',
        cellPaddingBlock: 7,
        cellPaddingInline: 8,
        cellPaddingBlockSM: 4,
        cellPaddingInlineSM: 8,
        rowHoverBg: t.panel,
      },
      Tabs: { horizontalMargin: '0', horizontalItemPadding: '8px 0' },
      Button: { primaryShadow: 'none', defaultShadow: 'none' },
    },
  };
}
