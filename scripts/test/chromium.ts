import { existsSync } from 'node:fs'
import { bin, runCommand } from '../process/command.ts'

/** Without a window first: it draws for nobody, which spares a quarter of the processor. */
export const knownBrowsers = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

const help =
  'The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell), or set PLAYWRIGHT_CHROMIUM to its path, or run: npx playwright install chromium'

/** Makes sure that there is a browser. Returns what to tell the person when there is none. */
export async function ensureChromium(): Promise<string | undefined> {
  const named = process.env.PLAYWRIGHT_CHROMIUM
  if (named)
    return existsSync(named) ? undefined : `PLAYWRIGHT_CHROMIUM names ${named}, which does not exist.`
  if (knownBrowsers.some(existsSync) || (await playwrightHasOne())) return undefined
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await runCommand('apt-get', ['update', '-qq'], { env })
    for (const name of ['chromium-headless-shell', 'chromium']) {
      await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env })
      if (knownBrowsers.some(existsSync)) return undefined
    }
  }
  await runCommand(bin('playwright'), ['install', 'chromium'])
  return (await playwrightHasOne()) ? undefined : help
}

async function playwrightHasOne(): Promise<boolean> {
  const { chromium } = await import('playwright-core')
  return existsSync(chromium.executablePath())
}
