// After the build: every text asset is kept compressed only (the server unpacks it for the rare client that takes
// neither), and the hash of the sources is written beside it, which a Go test compares.
import { createHash } from 'node:crypto'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ui = fileURLToPath(new URL('..', import.meta.url))
const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const packed = new Set(['.js', '.css', '.svg'])

for (const entry of await readdir(join(dist, 'assets'))) {
  const file = join(dist, 'assets', entry)
  if (!packed.has(extname(file))) continue
  const body = await readFile(file)
  await writeFile(`${file}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  await writeFile(`${file}.gz`, gzipSync(body, { level: 9 }))
  await rm(file)
}

async function files(folder) {
  const out = []
  for (const e of await readdir(folder, { withFileTypes: true })) {
    if (e.isDirectory()) out.push(...(await files(join(folder, e.name))))
    else out.push(join(folder, e.name))
  }
  return out
}

// What the build depends on: types and tests leave no trace in it.
const built = ['index.html', 'package-lock.json', 'vite.config.ts', 'scripts/seal.mjs']
const names = [...built, ...(await files(join(ui, 'src'))).map((f) => relative(ui, f).split(sep).join('/'))]
const hash = createHash('sha256')
for (const name of names.filter((n) => !n.endsWith('.d.ts') && !n.includes('.test.')).sort()) {
  hash.update(`${name}\n`)
  hash.update(await readFile(join(ui, name)))
}
await writeFile(join(dist, 'sources.sha256'), `${hash.digest('hex')}\n`)
