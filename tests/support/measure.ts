import type { Page } from 'playwright-core'

/** What makes a page scroll sideways; a table or a chart that scrolls in a frame of its own does not. */
export function sidewaysFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    const boxes = [root, ...document.querySelectorAll('main')]
    if (boxes.every((box) => box.scrollWidth <= box.clientWidth)) return []
    const isFramed = (element: Element): boolean => {
      const up = element.parentElement
      if (!up || up === document.body || up.matches('main')) return false
      return getComputedStyle(up).overflowX !== 'visible' || isFramed(up)
    }
    const wide = [...document.body.querySelectorAll('*')].filter(
      (one) =>
        one.getBoundingClientRect().right > root.clientWidth + 1 &&
        one.getBoundingClientRect().width > 1 &&
        !isFramed(one),
    )
    const names = wide.map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`)
    return [
      `${root.scrollWidth} px wide in ${root.clientWidth}: ${names.slice(-2).join(' | ').slice(0, 300)}`,
    ]
  })
}

/**
 * Controls that a finger would miss: less than `least` px high or wide. What counts is where a tap works, so a box counts
 * with its label; a link within a sentence is exempt (WCAG 2.5.8, inline).
 */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((px) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, select, textarea, input:not([type=hidden])',
    )
    const isInSentence = (one: Element) => {
      const around = one.parentElement
      if (!one.matches('a') || getComputedStyle(one).display !== 'inline' || !around) return false
      return [...around.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      )
    }
    return [...controls].flatMap((control) => {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('.sr-only')) return []
      const own = control.getBoundingClientRect()
      // Only seen once it has the focus, like the link that skips to the content.
      if (own.width <= 1 || isInSentence(control)) return []
      const labels = control.matches('[type=radio], [type=checkbox]')
        ? [...((control as HTMLInputElement).labels ?? [])].map((label) => label.getBoundingClientRect())
        : []
      // The frame around a field belongs to it, but not to the button inside.
      const frame = control.matches('input') ? control.closest('.input')?.getBoundingClientRect() : null
      const all = [own, ...labels, ...(frame ? [frame] : [])]
      if (all.some(({ width, height }) => width >= px - 0.5 && height >= px - 0.5)) return []
      const name = (control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 40)
      return [
        `${control.tagName.toLowerCase()} "${name}" ${own.width.toFixed(0)} by ${own.height.toFixed(0)}`,
      ]
    })
  }, least)
}
