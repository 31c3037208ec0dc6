import { Fragment, type ReactNode } from 'react'

/** For `tel:`: digits and a leading plus. */
export const telOf = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`

/** A text in which the clinic's numbers can be tapped. */
export function WithPhones({ text, numbers }: { text: string; numbers: readonly string[] }): ReactNode {
  const known = [...new Set(numbers.filter((number) => number.trim() !== ''))].sort(
    (a, b) => b.length - a.length,
  )
  let parts: string[] = [text]
  for (const number of known) {
    parts = parts.flatMap((part) =>
      known.includes(part)
        ? [part]
        : part.split(number).flatMap((piece, at) => (at === 0 ? [piece] : [number, piece])),
    )
  }
  let at = 0
  return parts.map((part) => {
    const key = `${at}`
    at += part.length + 1
    return known.includes(part) ? (
      <a
        key={key}
        href={telOf(part)}
        className="font-semibold whitespace-nowrap underline underline-offset-2"
      >
        {part}
      </a>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    )
  })
}
