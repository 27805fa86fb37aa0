// A browser on the running server, with what every test holds: no request to elsewhere, no violation of the policy,
// no error on the console, and a count of clicks.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const base = process.env.SPECTRA_URL
export const password = 'spectra-demo-2026'
export const faults = []

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
}

export async function open(browser, { scheme = 'light', width = 1360, height = 860 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', bypassCSP: false, locale: 'en-GB' })
  const page = await context.newPage()
  const origin = new URL(base).origin
  page.on('request', (r) => {
    if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).origin !== origin) faults.push(`a request to ${r.url()}`)
  })
  page.on('pageerror', (e) => faults.push(`${page.url()}: ${e.message}`))
  // The browser itself reports refused requests there; whether one was right is for the test to say.
  page.on('console', (m) => m.type() === 'error' && !/Failed to load resource/.test(m.text()) && faults.push(`${page.url()}: ${m.text()}`))
  page.clicks = 0
  page.press = async (target) => {
    page.clicks++
    await target.click()
  }
  return page
}

export async function signIn(page, who) {
  await page.goto(`${base}/login`)
  await page.getByLabel('E-mail').fill(`${who}@demo.lab`)
  await page.locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/\/o\/[^/]+\/?$/)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

export const settled = async (page) => {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.loading, [data-stale]'))
  await page.waitForTimeout(150)
}

/** accessible runs axe in a world of its own, so that the policy of the page stays in force. */
export async function accessible(page, where) {
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' })
  const run = (expression, awaitPromise = false) => session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise, returnByValue: true })
  await run(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { result } = await run(`axe.run(document, ${JSON.stringify({ runOnly: tags, resultTypes: ['violations'] })}).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | ')))`, true)
  if (!Array.isArray(result.value)) faults.push(`${where}: axe did not answer`)
  for (const v of result.value ?? []) faults.push(`${where}: ${v}`)
  await session.detach()
}

export function check(what, ok) {
  if (!ok) faults.push(what)
}
