// Writes the typed client's schema from the server's own API document; --check only compares.
// usage: node scripts/client.mjs OPENAPI.json [--check]
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const [from, mode] = process.argv.slice(2)
const to = new URL('../src/kernel/api/schema.d.ts', import.meta.url)
const text = await readFile(from)
const sum = createHash('sha256').update(text).digest('hex')
const body = astToString(await openapiTS(JSON.parse(text)))
const out = `// Generated from /openapi.json by "make client"; do not edit.\n// openapi sha256 ${sum}\n${body}`
if (mode === '--check') {
  if ((await readFile(to, 'utf8')) !== out) {
    console.error('src/kernel/api/schema.d.ts is not what /openapi.json gives: run make client')
    process.exit(1)
  }
} else {
  await writeFile(to, out)
}
