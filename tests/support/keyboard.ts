import type { Locator, Page } from 'playwright-core'

/**
 * What has the focus, in words, and what is wrong with where it is: nothing shows it, it is out of view, or something that
 * sticks covers it (WCAG 2.4.7 and 2.4.11). The frame may be drawn around its label, its field or its row.
 */
function lookAtFocus(page: Page): Promise<{ where: string; findings: string[] }> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLElement | null
    if (!focused || focused === document.body) return { where: 'body', findings: [] }
    const label = focused.getAttribute('aria-label')
    const tag = focused.tagName.toLowerCase()
    const words = label ?? focused.getAttribute('name') ?? focused.textContent ?? ''
    const where = `${tag} ${words.trim().slice(0, 30)}`
    const name = (label ?? focused.textContent ?? '').trim().slice(0, 40)
    const who = `${location.pathname} ${tag} "${name || focused.getAttribute('name')}"`
    const isFramed = (one: Element | null, up: number): boolean => {
      if (!one || up > 4) return false
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
      const isDrawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
      return (isDrawn && !/, 0\)$|transparent/.test(outlineColor)) || isFramed(one.parentElement, up + 1)
    }
    const findings = isFramed(focused, 0) ? [] : [`${who}: nothing shows the focus`]
    const place = focused.matches('[type=radio], [type=checkbox]')
      ? (focused.closest('label') ?? focused)
      : focused
    // A link that goes over two lines has a box a line; in the one around both there is other text.
    const area = (one: DOMRect) => one.width * one.height
    const [first, ...rest] = place.getClientRects()
    const box = rest.reduce(
      (best, one) => (area(one) > area(best) ? one : best),
      first ?? place.getBoundingClientRect(),
    )
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
    if (right - left < 1 || bottom - top < 1)
      return { where, findings: [...findings, `${who}: the focus is out of view`] }
    const spots = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [left + (right - left) * x, top + (bottom - top) * y] as const),
    )
    const row = focused.closest('label, tr, .input, summary') ?? focused
    const isSeen = spots.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y)
      return hit !== null && (row.contains(hit) || focused.contains(hit))
    })
    return { where, findings: isSeen ? findings : [...findings, `${who}: something covers the focus`] }
  })
}

const isFocused = (wanted: Locator) =>
  wanted.evaluateAll((all) => all.some((one) => one === document.activeElement))

/** A person who has a keyboard alone. `findings` collects every stop at which the focus was not to be seen. */
export class Keyboard {
  readonly findings: string[] = []
  presses = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key)
      this.presses += 1
    }
  }

  /** Presses Tab so many times, or until the end of the page; what had the focus. */
  async walk(stops: number): Promise<string[]> {
    const way: string[] = []
    for (let stop = 0; stop < stops; stop += 1) {
      await this.press('Tab')
      const { where, findings } = await lookAtFocus(this.page)
      if (where === 'body' || (stop > 1 && where === way[0])) break
      way.push(where)
      this.findings.push(...findings)
    }
    return way
  }

  /** Presses Tab (or Shift+Tab) until one of `wanted` has the focus; throws when it never gets there. */
  async to(wanted: Locator, { back = false, most = 150 } = {}): Promise<void> {
    const way: string[] = []
    for (let stop = 0; stop <= most; stop += 1) {
      if (await isFocused(wanted)) return
      await this.press(back ? 'Shift+Tab' : 'Tab')
      const { where, findings } = await lookAtFocus(this.page)
      this.findings.push(...findings)
      way.push(where)
    }
    throw new Error(`${most} times Tab did not reach ${wanted}; the last stops: ${way.slice(-8).join(' | ')}`)
  }

  /** Types into a field, over what it holds. */
  async fill(wanted: Locator, text: string): Promise<void> {
    await this.to(wanted)
    await this.press('Control+A')
    await this.page.keyboard.type(text)
  }

  async activate(wanted: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.to(wanted)
    await this.press(key)
  }

  /** Goes to a group of radios and moves with the arrows until the one with this value is chosen. */
  async choose(group: Locator, value: string): Promise<void> {
    await this.to(group.locator('input'))
    const wanted = group.locator(`input[value="${value}"]`)
    for (let step = 0; step < 20; step += 1) {
      if (await isFocused(wanted)) {
        if (!(await wanted.isChecked())) await this.press('Space')
        return
      }
      await this.press('ArrowDown')
    }
    throw new Error(`the arrows did not reach ${value}`)
  }

  /** Takes the option after the one that a pick list shows. Where an arrow opens the list instead, Enter takes it. */
  async pickNext(wanted: Locator): Promise<void> {
    await this.to(wanted)
    const before = await wanted.inputValue()
    await this.press('ArrowDown')
    if ((await wanted.inputValue()) === before) await this.press('ArrowDown', 'Enter')
  }

  /** What has the focus, in words. */
  async where(): Promise<string> {
    return (await lookAtFocus(this.page)).where
  }
}
