// Jobs of assurance: signing what others did, and the audit trail of a period.
import { base, check, accessible, open, password, settled, signIn } from './lab.mjs'

/** J7: from the inbox to a signature in 3 clicks and the password; a wrong one is told at its field. */
async function sign(browser) {
  const page = await open(browser)
  await signIn(page, 'manager')
  await page.goto(`${page.url().replace(/\/$/, '')}/inbox`)
  const waiting = page.locator('.card', { hasText: 'Experiments to review' }).locator('a.ref').first()
  await waiting.waitFor()
  page.clicks = 0
  await page.press(waiting)
  await page.press(page.getByRole('button', { name: 'Sign', exact: true }))
  const dialog = page.getByRole('dialog')
  const secret = dialog.locator('input[type=password]')
  await secret.fill('not the password')
  await dialog.getByRole('button', { name: 'Sign as Reviewed' }).click()
  await dialog.locator('.mantine-InputWrapper-error', { hasText: 'That is not right.' }).waitFor()
  check('the field of the wrong password is not marked', (await secret.getAttribute('aria-invalid')) === 'true')
  await accessible(page, 'signing')
  await picture(page, 'signing')
  await secret.fill(password)
  await page.press(dialog.getByRole('button', { name: 'Sign as Reviewed' }))
  await dialog.waitFor({ state: 'detached' })
  check(`${page.clicks} clicks`, page.clicks <= 3)
  await page.locator('.record-facts', { hasText: 'Locked' }).waitFor()
  await page.getByRole('link', { name: 'Signatures' }).click()
  const printed = page.locator('.manifest', { hasText: 'Reviewed by Marco Bellini' })
  await printed.getByText('The signature is genuine, and the record is what was signed.').waitFor()
  await accessible(page, 'signatures')
  await picture(page, 'signatures')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  check('the same meaning is offered twice', (await page.getByRole('radio', { name: 'Witnessed' }).waitFor(), await page.getByRole('radio', { name: 'Reviewed' }).count()) === 0)
  await page.context().close()
}

/** J10: the trail of a period and a kind of record, verified and exported, in 5 clicks. */
async function audit(browser) {
  const page = await open(browser)
  await signIn(page, 'auditor')
  await page.goto(`${page.url().replace(/\/$/, '')}/audit`)
  await settled(page)
  page.clicks = 0
  const today = new Date()
  const day = new Date(today.getTime() - today.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  await page.getByLabel('From').fill(day)
  await page.getByLabel('To', { exact: true }).fill(day)
  await page.press(page.getByRole('combobox', { name: 'Kind of record' }))
  await page.press(page.getByRole('option', { name: 'Experiment', exact: true }))
  await page.waitForURL(/record_type=experiment/)
  await page.press(page.getByRole('button', { name: 'Verify' }))
  await page.getByText('Intact').waitFor()
  await page.press(page.getByRole('button', { name: 'Export' }))
  const [file] = await Promise.all([page.waitForEvent('download'), page.press(page.getByRole('menuitem', { name: /JSON lines/ }))])
  check('the export is no jsonl', file.suggestedFilename().endsWith('.jsonl'))
  check(`${page.clicks} clicks`, page.clicks <= 5)
  check('changes show no new value', (await page.locator('.changes ins').count()) > 0)
  await picture(page, 'audit')
  await page.goto(`${base}/o/demo-lab/audit?record_type=result`)
  await settled(page)
  await page.getByRole('button', { name: /^Show \d+ fields?$/ }).first().click()
  await accessible(page, 'entry of the trail')
  await page.context().close()
}

const picture = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/job-${name}.png` })

export const assurance = { sign, audit }
