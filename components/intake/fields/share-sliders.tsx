'use client'

import { useEffect, useRef, useState } from 'react'
import { boxClass, FieldError } from '#components/forms/field.tsx'
import { typedText, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'
import { shareOut } from './shares.ts'

export type Share = { id: string; wording: string; value: number | null }

type RowProps = {
  share: Share
  value: string
  live: boolean
  onType: (text: string) => void
  onSlide: (value: number) => void
}

function Row({ share, value, live, onType, onSlide }: RowProps) {
  const field = useField(share.id)
  const label = share.wording.replace(' (%)', '')
  return (
    <div className="border-t border-line py-3">
      <div className="flex items-center gap-3">
        <label htmlFor={field.id} className="grow text-read font-semibold">
          {label}
        </label>
        <span className="w-24 shrink-0">
          <span className={boxClass(Boolean(field.error), true)}>
            <input
              type="text"
              id={field.id}
              name={share.id}
              inputMode="numeric"
              autoComplete="off"
              maxLength={5}
              required
              aria-invalid={field.error ? true : undefined}
              aria-describedby={cx(`${field.id}-unit`, field.error && field.errorId)}
              className="num"
              {...(live
                ? { value, onChange: (event) => onType(event.target.value) }
                : { defaultValue: typedText(field.typed) ?? value })}
            />
            <span id={`${field.id}-unit`} className="text-ink-2">
              %
            </span>
          </span>
        </span>
      </div>
      {live ? (
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          aria-label={`${label}, slider`}
          value={Number(value) || 0}
          onChange={(event) => onSlide(Number(event.target.value))}
          className="range range-primary range-sm mt-3 mb-1 w-full"
        />
      ) : null}
      {field.error ? <FieldError id={field.errorId} text={field.error} phone /> : null}
    </div>
  )
}

/**
 * Parts of a whole. Six number fields; with a script each gets a slider, the others make room for the one that is moved,
 * and the sum is said as it changes.
 */
export function ShareSliders({ shares, total }: { shares: readonly Share[]; total: number }) {
  const [live, setLive] = useState(false)
  const [values, setValues] = useState(() => shares.map(({ value }) => (value === null ? '' : `${value}`)))
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What the fields say by now: they could be typed in before the script came, and show again what was refused.
    setValues([...(list.current?.querySelectorAll('input') ?? [])].map(({ value }) => value))
    setLive(true)
  }, [])
  const numbers = values.map((value) => Math.max(0, Number(value.replace(',', '.')) || 0))
  const sum = Math.round(numbers.reduce((all, one) => all + one, 0) * 100) / 100
  const type = (at: number, text: string) =>
    setValues(values.map((value, index) => (index === at ? text : value)))
  const slide = (at: number, value: number) =>
    setValues(shareOut(numbers, at, value, total).map((part) => `${part}`))
  const words =
    sum === total
      ? `${total} %. It adds up.`
      : `${sum} of ${total} %. ${
          sum < total
            ? `${Math.round((total - sum) * 100) / 100} left.`
            : `${Math.round((sum - total) * 100) / 100} too much.`
        }`
  return (
    <div ref={list}>
      {shares.map((share, at) => (
        <Row
          key={share.id}
          share={share}
          value={values[at] ?? ''}
          live={live}
          onType={(text) => type(at, text)}
          onSlide={(value) => slide(at, value)}
        />
      ))}
      {live ? (
        <p
          aria-live="polite"
          className={cx(
            'num border-t border-line pt-3 text-read font-semibold',
            sum === total && 'text-teal-ink',
          )}
        >
          Together {words}
        </p>
      ) : null}
    </div>
  )
}
