// Daily jobs, with the clicks they may take (UX §3), and what must never go wrong (UX §14).
import { base, check, open, password, settled, signIn } from './lab.mjs'

/** J1: a technician receives 40 wafers and prints their labels in at most 6 clicks. */
async function receive(browser) {
  const page = await open(browser)
  await signIn(page, 'technician')
  await page.goto(`${page.url().replace(/\/$/, '')}/samples`)
  page.clicks = 0
  await page.press(page.getByRole('button', { name: 'Receive samples' }))
  await page.getByLabel('Lot').fill(`L${Date.now() % 100000}`)
  await page.getByLabel(/^Diameter/).first().fill('200')
  await page.getByRole('button', { name: 'Receive 40' }).waitFor()
  await page.getByText('40 of 40 rows are valid').waitFor()
  await page.press(page.getByRole('button', { name: 'Receive 40' }))
  await page.getByRole('heading', { name: '40 samples received' }).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.press(page.getByRole('button', { name: 'Labels', exact: true }))])
  check('labels are no PDF', file.suggestedFilename().endsWith('.pdf'))
  check(`${page.clicks} clicks`, page.clicks <= 6)
  await page.context().close()
}

/** J8: home numbers open filtered lists in one click. */
async function backlog(browser) {
  const page = await open(browser)
  await signIn(page, 'manager')
  const line = page.locator('.home-line', { hasText: 'Overdue' })
  const n = Number(await line.locator('b').innerText())
  page.clicks = 0
  await page.press(line)
  await page.waitForURL(/calibration_status=overdue/)
  await page.getByText(n === 1 ? '1 record' : `${n} records`, { exact: true }).waitFor()
  check(`${page.clicks} clicks`, page.clicks === 1)
  await page.context().close()
}

/** A code in the palette leads to its record, by keys alone; so does the address on a label. */
async function palette(browser) {
  const page = await open(browser)
  await signIn(page, 'viewer')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('SMP-2026-000010')
  await page.getByRole('option', { name: /SMP-2026-000010/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.record-head', { hasText: 'SMP-2026-000010' }).waitFor()
  check('a viewer is offered to edit', (await page.getByRole('button', { name: 'Edit' }).count()) === 0)
  await page.goto(`${base}/r/SMP-2026-000011`)
  await page.locator('.record-head', { hasText: 'SMP-2026-000011' }).waitFor()
  await page.context().close()
}

async function edit(page, path, field, value) {
  await page.goto(base + path)
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('dialog').getByLabel(field, { exact: true }).fill(value)
}

/** J6: two devices change one record: no character is lost, solved in at most 3 clicks. */
async function conflict(browser) {
  const [one, two] = [await open(browser), await open(browser)]
  await signIn(one, 'scientist')
  await signIn(two, 'manager')
  await one.goto(`${one.url().replace(/\/$/, '')}/samples?q=SMP-2026-000012`)
  const path = new URL(await one.locator('td a.lead').first().evaluate((a) => a.href)).pathname
  await edit(one, path, 'Material', 'Si (100), device one')
  await edit(two, path, 'Description', 'Seen by device two')
  await two.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await two.getByText('Seen by device two').first().waitFor()
  one.clicks = 0
  await one.press(one.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }))
  await one.press(one.getByRole('button', { name: /Save merged as v/ }))
  await one.getByText('Si (100), device one').first().waitFor()
  await one.getByText('Seen by device two').first().waitFor()
  check(`${one.clicks} clicks`, one.clicks <= 3)
  await one.context().close()
  await two.context().close()
}

/** A session that ends while somebody types: sign in on top, nothing typed is lost, the save goes through. */
async function expiry(browser) {
  const page = await open(browser)
  await signIn(page, 'scientist')
  await page.goto(`${page.url().replace(/\/$/, '')}/samples?q=SMP-2026-000013`)
  const path = new URL(await page.locator('td a.lead').first().evaluate((a) => a.href)).pathname
  await edit(page, path, 'Description', 'typed before the session ended')
  await settled(page)
  const other = await open(browser)
  await signIn(other, 'scientist')
  await other.goto(other.url().replace(/\/$/, '') + '/me')
  const end = other.getByRole('button', { name: 'End', exact: true })
  await end.first().waitFor()
  while ((await end.count()) > 0) {
    const before = await end.count()
    await end.first().click()
    await other.waitForFunction((n) => document.querySelectorAll('.lines li .mantine-Button-root').length < n, before)
  }
  await page.waitForTimeout(5200) // an ended session stops working within 5 s
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor()
  await page.getByRole('dialog').last().locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('typed before the session ended').first().waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.context().close()
  await other.context().close()
}

/** Reload and back give the same list; another organisation and unknown records give the one page for nothing. */
async function addresses(browser) {
  const page = await open(browser)
  await signIn(page, 'viewer')
  const home = page.url().replace(/\/$/, '')
  await page.goto(`${home}/samples?status=registered&sort=name`)
  await page.locator('td a.lead').first().waitFor()
  const first = await page.locator('td a.lead').first().innerText()
  await page.locator('td a.lead').first().click()
  await page.locator('.record-head').waitFor()
  await page.goBack()
  await page.locator('td a.lead').first().waitFor()
  check('back gives another list', (await page.locator('td a.lead').first().innerText()) === first)
  for (const to of ['/o/partner-lab/samples', '/r/SMP-2026-999999']) {
    await page.goto(base + to)
    await page.getByText('It is not there, or not in your organisation.').waitFor()
  }
  await page.context().close()
}

export const jobs = { receive, backlog, palette, conflict, expiry, addresses }
