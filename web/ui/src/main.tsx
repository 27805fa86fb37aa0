import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './kernel/theme/styles'
import { router } from './app/router'
import { newCache } from './kernel/api/hooks'
import { restore } from './kernel/api/session'
import { nonce } from './kernel/api/where'
import { paint, shown, useDisplay } from './kernel/theme/display'
import { resolver, theme } from './kernel/theme/theme'

paint()
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint)

const cache = newCache()
const manager = { get: () => shown().scheme, set: () => undefined, subscribe: () => undefined, unsubscribe: () => undefined, clear: () => undefined }

function App() {
  useDisplay()
  const dark = document.documentElement.dataset.mantineColorScheme === 'dark'
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolver} colorSchemeManager={manager as never} forceColorScheme={dark ? 'dark' : 'light'} getStyleNonce={() => nonce} getRootElement={() => document.documentElement}>
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}

void restore().catch(() => undefined)
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
