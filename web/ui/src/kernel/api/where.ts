// The address of the installation: the page's <base>, which a reverse proxy may put under a prefix.
const base = new URL('.', document.baseURI)

/** basePath is the prefix without its last slash, "" at the root. */
export const basePath = base.pathname.replace(/\/$/, '')

export const at = (path: string) => basePath + path

/** features are what the server offers before anybody signs in. */
export const features = new Set(document.querySelector('meta[name=spectra-features]')?.getAttribute('content')?.split(' '))

export const nonce = document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? ''
