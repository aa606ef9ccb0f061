import type { ThemeConfig } from 'antd';

import { FONT_FAMILY } from '../draw/surface';

/** One accent, greys; nothing moves more than it must. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#12509b',
    colorLink: '#12509b',
    colorLinkHover: '#0d3b73',
    colorLinkActive: '#12365f',
    colorText: '#1a2430',
    colorTextSecondary: '#56616f',
    colorBorder: '#cfd6de',
    colorBorderSecondary: '#e4e8ed',
    colorBgLayout: '#f4f6f9',
    colorTextPlaceholder: '#66717f',
    colorTextDescription: '#56616f',
    colorError: '#c9302c',
    colorWarning: '#b97f00',
    colorSuccess: '#2c8a57',
    borderRadius: 4,
    fontFamily: FONT_FAMILY,
    fontSize: 14,
    controlHeight: 32,
    motion: false,
  },
  components: {
    Table: { headerBg: '#f4f6f9', cellPaddingBlockSM: 6, cellPaddingInlineSM: 8 },
    Segmented: { itemSelectedBg: '#ffffff' },
  },
};

/** For a screen on a wall, read from four metres. */
export const bigTheme: ThemeConfig = {
  ...theme,
  token: { ...theme.token, fontSize: 20, fontSizeSM: 18, controlHeight: 48, controlHeightSM: 40 },
};
