// Removes the last build; the fallback page stays for builds without the frontend.
import { rm } from 'node:fs/promises'

for (const name of ['assets', 'index.html', 'sources.sha256']) {
  await rm(new URL(`../../dist/${name}`, import.meta.url), { recursive: true, force: true })
}
