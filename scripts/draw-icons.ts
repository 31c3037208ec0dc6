import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { knownBrowsers } from './test/chromium.ts'

/**
 * Draws the icons of the home screen from app/icon.svg, for phones that take no SVG: `node scripts/run.mjs scripts/draw-icons.ts`
 * after it changed.
 */

const svg = readFileSync('app/icon.svg', 'utf8').replace(/<style>.*?<\/style>/, '')
/** One that the phone cuts itself fills its square, with the mark within the inner 80 %. */
const icons = [
  { name: 'icon-192', size: 192, whole: false },
  { name: 'icon-512', size: 512, whole: false },
  { name: 'maskable-192', size: 192, whole: true },
  { name: 'apple-touch-180', size: 180, whole: true },
] as const

const target = process.argv[2] ?? 'public/icons'
mkdirSync(target, { recursive: true })
const executablePath = [process.env.PLAYWRIGHT_CHROMIUM, ...knownBrowsers].find(
  (path) => path && existsSync(path),
)
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
for (const { name, size, whole } of icons) {
  await page.setViewportSize({ width: size, height: size })
  const mark = whole ? 'transform:scale(.82)' : ''
  await page.setContent(
    `<style>body{margin:0;${whole ? 'background:#0b655f' : ''}}svg{display:block;width:${size}px;height:${size}px;${mark}}rect{fill:#0b655f}path{stroke:#fff}</style>${svg}`,
  )
  const png = await page.screenshot({ omitBackground: true })
  writeFileSync(`${target}/${name}.png`, png)
  process.stdout.write(`${name}: ${png.length} bytes\n`)
}
await browser.close()
