import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import type { MouseEvent } from 'react';

// Every colour, size and radius of the console is decided here; pages use Mantine's names for them.

/** The one accent: what can be acted on, and what is chosen. */
const accent: MantineColorsTuple = [
  '#eef1ff',
  '#dde3ff',
  '#bac5ff',
  '#94a4ff',
  '#7386fb',
  '#5a6bf2',
  '#4857e4',
  '#3b47c9',
  '#323da3',
  '#2a3380',
];

const gray: MantineColorsTuple = [
  '#f8f9fb',
  '#f1f3f6',
  '#e6e9ee',
  '#d8dce4',
  '#bfc5d0',
  '#979fae',
  '#6b7383',
  '#4d5563',
  '#343a46',
  '#1d212a',
];

const dark: MantineColorsTuple = [
  '#d5d9e1',
  '#b3b9c5',
  '#9aa1af',
  '#6c7484',
  '#3f4552',
  '#31363f',
  '#252a32',
  '#1b1e25',
  '#14161b',
  '#0e1014',
];

/**
 * Puts the focus on a menu's button as one of its items is chosen. A dialog that the item opens gives
 * the focus back to what had it, and the item is gone by then.
 */
function focusButton({ currentTarget }: MouseEvent<HTMLElement>) {
  const button = currentTarget.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  if (button) document.getElementById(button)?.focus();
}

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, gray, dark },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Badge: { defaultProps: { tt: 'none', fw: 600, miw: 'max-content' } },
    // Focus goes to the first item; the placeholder would be a stray child of the menu's role.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    MenuItem: { defaultProps: { onClickCapture: focusButton } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--muster-page-width': '76rem',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-default-border': gray[3],
    // Mantine's own are too pale to be read on white, or on their own light ground (WCAG 1.4.3).
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-red-text': '#c92a2a',
    '--mantine-color-red-filled': '#d0302f',
    '--mantine-color-red-filled-hover': '#b82727',
    '--mantine-color-red-light-color': '#a51d1d',
    '--mantine-color-green-light-color': '#1c6130',
    '--mantine-color-yellow-light-color': '#7a4a00',
    '--muster-surface': '#ffffff',
    '--muster-sunken': gray[0],
    '--muster-line': gray[2],
    '--muster-hover': gray[1],
  },
  dark: {
    '--mantine-color-body': dark[8],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-default-border': dark[4],
    '--mantine-color-error': '#ff8787',
    '--mantine-color-red-text': '#ff8787',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
    // Mantine's own is a saturated brown over a whole notice.
    '--mantine-color-yellow-light': 'rgba(252, 196, 25, 0.1)',
    '--mantine-color-yellow-light-hover': 'rgba(252, 196, 25, 0.16)',
    '--mantine-color-yellow-light-color': '#ffd97a',
    '--muster-surface': dark[7],
    '--muster-sunken': dark[9],
    '--muster-line': dark[6],
    '--muster-hover': dark[6],
  },
});
