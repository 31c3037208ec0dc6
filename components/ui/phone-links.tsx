import { Fragment, type ReactNode } from 'react'

/** For `tel:`: digits and a leading plus. */
export const telOf = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`

/** A number to tap; while there is none, who is meant by it. */
export function PhoneLink({ number, meant }: { number: string; meant: string }) {
  if (number.trim() === '') return meant
  return (
    <a className="font-semibold underline underline-offset-2" href={telOf(number)}>
      {number}
    </a>
  )
}

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
