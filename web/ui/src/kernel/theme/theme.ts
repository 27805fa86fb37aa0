// Mantine's widgets in the product's colours: everything they paint comes from tokens.css.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

// Shades that Mantine asks for by number; the variables below are what is painted.
const brand: MantineColorsTuple = ['#E2EFFB', '#CBE2F7', '#A5CDF0', '#7DB6E8', '#5AA9F0', '#3B8EDB', '#0B5CAD', '#0B5CAD', '#094C90', '#073B70']

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 6 },
  colors: { brand },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'compact-md' } },
    // Pages scroll inside; the widgets' own lock would need a style sheet without nonce.
    Modal: { defaultProps: { lockScroll: false, centered: true, overlayProps: { backgroundOpacity: 0.45 }, transitionProps: { duration: 120 }, closeButtonProps: { 'aria-label': '×' } } },
    Drawer: { defaultProps: { lockScroll: false, position: 'right', size: 460, overlayProps: { backgroundOpacity: 0.35 }, transitionProps: { duration: 160 }, closeButtonProps: { 'aria-label': '×' } } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320, openDelay: 250, events: { hover: true, focus: true, touch: true } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', transitionProps: { duration: 100 } } },
    Select: { defaultProps: { comboboxProps: { shadow: 'md' }, checkIconPosition: 'right' } },
  },
})

const painted = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--t1)',
  '--mantine-color-bright': 'var(--t1)',
  '--mantine-color-dimmed': 'var(--t3)',
  '--mantine-color-placeholder': 'var(--t3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--t1)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--t3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--brand-solid)',
  '--mantine-color-brand-filled': 'var(--brand-solid)',
  '--mantine-color-brand-filled-hover': 'color-mix(in srgb, var(--brand-solid) 86%, #000)',
  '--mantine-color-brand-light': 'var(--info-bg)',
  '--mantine-color-brand-light-hover': 'var(--selected)',
  '--mantine-color-brand-light-color': 'var(--info)',
  '--mantine-color-brand-text': 'var(--brand)',
  '--mantine-color-brand-outline': 'var(--brand)',
  '--mantine-color-red-filled': 'var(--danger-btn)',
  '--mantine-color-red-filled-hover': 'color-mix(in srgb, var(--danger-btn) 86%, #000)',
  '--mantine-shadow-md': 'var(--shadow)',
  '--mantine-shadow-xl': 'var(--shadow)',
}

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: painted, dark: painted })
