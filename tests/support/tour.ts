import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { pages } from '#tests/e2e/access/pages.ts'
import { type ActorName, actorNames, type WorldServer } from './world-server.ts'

export type View = Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'hasTouch' | 'isMobile' | 'javaScriptEnabled' | 'serviceWorkers'
>

export type Stop = { address: string; path: string; actor: ActorName }

/** Every page of the build with the first actor who may see it; what only ever sends on has nothing to look at. */
export function stops(w: WorldServer): Stop[] {
  return Object.entries(pages).flatMap(([address, row]) => {
    const actor = actorNames.find((name) => row.allowed[name] === 'ok')
    return actor ? [{ address, path: row.at(w), actor }] : []
  })
}

type Look = (page: Page, stop: Stop) => Promise<string[]>

/**
 * Opens the pages as the actors who may see them, three at a time, and collects what `look` finds, each under its
 * address. Actors have a context each.
 */
export async function tour(
  browser: Browser,
  w: WorldServer,
  view: View,
  look: Look,
  list: readonly Stop[] = stops(w),
): Promise<string[]> {
  const contexts = new Map<ActorName, Promise<BrowserContext>>()
  const contextOf = (actor: ActorName) => {
    const known = contexts.get(actor) ?? openContext(browser, w, view, actor)
    contexts.set(actor, known)
    return known
  }
  const found: string[] = []
  const waiting = [...list]
  async function walk(): Promise<void> {
    for (let stop = waiting.shift(); stop; stop = waiting.shift()) {
      const page = await (await contextOf(stop.actor)).newPage()
      const answer = await page.goto(stop.path, { timeout: 90_000 })
      if (answer?.status() !== 200) found.push(`${stop.address}: ${answer?.status()} for ${stop.actor}`)
      const { address } = stop
      found.push(...(await look(page, stop)).map((finding) => `${address}: ${finding}`))
      await page.close()
    }
  }
  await Promise.all([walk(), walk(), walk()])
  for (const context of contexts.values()) await (await context).close()
  return found.sort()
}

/** A device of its own on which the actor is signed in. */
export async function openContext(browser: Browser, w: WorldServer, view: View, actor: ActorName) {
  const baseURL = w.server.url
  const context = await browser.newContext({
    baseURL,
    reducedMotion: 'reduce',
    // The phone of a patient keeps her pages: one file asks for that.
    serviceWorkers: 'block',
    ...view,
  })
  await signInAs(context, w, actor)
  return context
}

/** From now on the actor is signed in on this device, and nobody else; `anonymous` is nobody. */
export async function signInAs(context: BrowserContext, w: WorldServer, actor: ActorName) {
  await context.clearCookies()
  const cookie = w.cookies[actor]
  if (!cookie) return
  const cut = cookie.indexOf('=')
  await context.addCookies([{ name: cookie.slice(0, cut), value: cookie.slice(cut + 1), url: w.server.url }])
}
