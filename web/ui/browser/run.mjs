// Drives the built frontend on the real server: SPECTRA_URL names one with demo data. SHOTS names a folder for pictures.
import { assurance } from './assurance.mjs'
import { jobs } from './jobs.mjs'
import { accessible, base, check, faults, launch, open, settled, signIn } from './lab.mjs'

const shots = process.env.SHOTS
const lists = ['samples', 'projects', 'experiments', 'results', 'files', 'instruments']

/** routes are every page there is, records by the first row of their list. */
async function routes(page) {
  const org = new URL(page.url()).pathname.split('/')[2]
  const out = ['', 'inbox', 'me', 'samples/receive', 'instruments/due', 'audit', 'audit?record_type=signature', ...lists].map((p) => `/o/${org}/${p}`)
  for (const l of lists) {
    await page.goto(`${base}/o/${org}/${l}`)
    const first = page.locator('td a.lead').first()
    await first.waitFor()
    out.push(new URL(await first.evaluate((a) => a.href)).pathname)
    await first.click()
    await page.locator('.tabs').waitFor()
    for (const href of await page.locator('.tabs a').evaluateAll((all) => all.slice(1).map((a) => new URL(a.href).pathname))) out.push(href)
  }
  return out
}

async function everyRoute(browser) {
  let all
  for (const scheme of ['light', 'dark']) {
    const page = await open(browser, { scheme })
    await page.goto(`${base}/login`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settled(page)
    await accessible(page, `/login ${scheme}`)
    if (shots) await page.screenshot({ path: `${shots}/${scheme}-login.png` })
    await signIn(page, 'manager')
    all ??= await routes(page)
    for (const path of all) {
      await page.goto(base + path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await settled(page)
      check(`${path}: no error card`, (await page.locator('.fault').count()) === 0)
      check(`${path}: one h1`, (await page.locator('h1').count()) === 1)
      check(`${path}: an id is shown`, !/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}/.test(await page.locator('body').innerText()))
      await accessible(page, `${path} ${scheme}`)
      if (shots) await page.screenshot({ path: `${shots}/${scheme}${path.replace(/\/o\/[^/]+/, '').replace(/[0-9a-f-]{36}/, 'one').replace(/[/?=]/g, '-') || '-home'}.png` })
    }
    await page.context().close()
  }
}

const browser = await launch()
try {
  const only = process.argv[2]
  if (!only || only === 'routes') await everyRoute(browser)
  for (const [name, run] of Object.entries({ ...jobs, ...assurance })) {
    if (only && only !== name) continue
    const before = faults.length
    await run(browser).catch((e) => faults.push(e.message.split('\n').slice(0, 4).join(' ')))
    for (let i = before; i < faults.length; i++) faults[i] = `${name}: ${faults[i]}`
  }
} finally {
  await browser.close()
}
for (const f of new Set(faults)) console.error(f)
console.log(faults.length ? `${new Set(faults).size} faults` : 'all pages are in order')
process.exit(faults.length ? 1 : 0)
