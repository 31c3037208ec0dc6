import { isSevere, numbersIn as numbersOf, type Waiting, type Words } from '#public/offline/outbox.js'

const isShown = (element: HTMLElement) => getComputedStyle(element).display !== 'none'

/** The text of a notice, without the button to call, which its own words name. */
function textOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement
  for (const button of copy.querySelectorAll('[data-call]')) button.remove()
  const parts = copy.querySelectorAll('p')
  return [...(parts.length > 0 ? parts : [copy])].map((part) => part.textContent?.trim()).join(' ')
}

const numbersIn = (element: HTMLElement) =>
  [...element.querySelectorAll<HTMLElement>('a[href^="tel:"]:not([data-call])')].map(
    (link) => link.textContent ?? '',
  )

const wordsOf = (element: HTMLElement): Words => ({
  tone: element.dataset.word as Words['tone'],
  text: textOf(element),
  numbers: numbersIn(element),
})

/** What a pain asks for that stops the plan. */
function severeWords(form: HTMLFormElement, fields: readonly [string, string][]): Words[] {
  const text = form.querySelector<HTMLElement>('[data-severe]')?.dataset.severe
  return text && isSevere(fields) ? [{ tone: 'red', text, numbers: numbersOf(text) }] : []
}

/** What the answers in this form ask for (components/tracking/words-at-once.tsx), and that the plan waits, where they say so. */
export function shownWords(
  form: HTMLFormElement,
  fields: readonly [string, string][],
): Pick<Waiting, 'shown' | 'paused'> {
  const words = [...form.querySelectorAll<HTMLElement>('.at-once [data-word]')]
  const shown = words.filter(isShown)
  const stops = shown.some(({ dataset }) => dataset.stops !== undefined || dataset.pauses !== undefined)
  const pauses = words.find(({ dataset }) => dataset.pauses !== undefined)
  return {
    shown: [...severeWords(form, fields), ...shown.filter((one) => one !== pauses).map(wordsOf)],
    paused: stops && pauses ? wordsOf(pauses) : null,
  }
}
