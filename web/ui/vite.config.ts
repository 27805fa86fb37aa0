import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// In development the pages come from here and the API from a spectra that runs on its usual port.
const api = process.env.SPECTRA_URL ?? 'http://127.0.0.1:8001'
const page = /^\/($|@|src\/|node_modules\/|login|setup|o\/|r\/)/

export default defineConfig({
  plugins: [
    react(),
    {
      // What the server writes into the page when it serves it.
      name: 'page-values',
      apply: 'serve',
      transformIndexHtml: (html) =>
        html.replace('{{nonce}}', '').replace('{{features}}', '').replace('{{base}}', '/'),
    },
  ],
  base: './',
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  server: {
    port: 5173,
    proxy: { '^/': { target: api, bypass: (req) => (page.test(req.url ?? '') ? req.url : undefined) } },
  },
  build: {
    outDir: '../dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
