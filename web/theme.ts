/** The tokens of `theme.css` for the components of Mantine. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink blue, #2F4BDB in light and #8EA0FF in dark. */
const ink: MantineColorsTuple = [
  '#eef0fd',
  '#dde2fb',
  '#c0c9f8',
  '#a5b3ff',
  '#8ea0ff',
  '#5f77ec',
  '#2f4bdb',
  '#263fbd',
  '#1f349d',
  '#182a80',
];
const px = (value: number) => `${value}px`;
const control = { size: 'sm', radius: 6 };

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 4 },
  colors: { ink },
  autoContrast: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: px(12), sm: px(13), md: px(14), lg: px(16), xl: px(20) },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: px(4), sm: px(8), md: px(16), lg: px(24), xl: px(32) },
  radius: { xs: px(4), sm: px(6), md: px(8), lg: px(12), xl: px(16) },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  shadows: { xs: 'none', sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: control },
    Textarea: { defaultProps: control },
    PasswordInput: { defaultProps: control },
    NumberInput: { defaultProps: control },
    Select: {
      defaultProps: {
        ...control,
        comboboxProps: { shadow: 'md', transitionProps: { duration: 80 } },
        maxDropdownHeight: 280,
      },
    },
    MultiSelect: { defaultProps: { ...control, comboboxProps: { shadow: 'md' } } },
    DateInput: { defaultProps: { ...control, popoverProps: { shadow: 'md', transitionProps: { duration: 80 } } } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    Modal: {
      defaultProps: {
        radius: 10,
        overlayProps: { backgroundOpacity: 0.32 },
        transitionProps: { duration: 100, transition: 'fade' },
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, radius: 8 } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, radius: 8 } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 }, fz: 12 } },
  },
});
