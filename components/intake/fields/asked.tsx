import type { ReactNode } from 'react'

/**
 * Around every question. A closed one is hidden and sends nothing, so that its old answer stays in the draft; an open one
 * says that it was asked, so that an empty group clears the answer. The script of the page opens and closes it.
 */
export function Asked(props: {
  id: string
  shown: boolean
  /** Options that clear the others. */
  exclusive?: string
  children: ReactNode
}) {
  const { id, shown, exclusive, children } = props
  return (
    <fieldset
      role="presentation"
      id={`question-${id}`}
      data-question={id}
      {...(exclusive ? { 'data-exclusive': exclusive } : {})}
      hidden={!shown}
      disabled={!shown}
      className="min-w-0"
    >
      <input type="hidden" name="__asked" value={id} />
      {children}
      <p data-live-error={id} hidden className="mt-1 text-label font-semibold" />
    </fieldset>
  )
}
