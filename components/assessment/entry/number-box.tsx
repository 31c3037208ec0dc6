'use client'

import { type FormEvent, useState } from 'react'
import { FieldError } from '#components/forms/field.tsx'
import { useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

export type NumberBoxProps = {
  name: string
  /** For a screen reader: "Knee flexion, left". */
  label: string
  /** "°", "N", "of 10". */
  unit: string
  /** "0 to 170°" */
  range: string
  min: number
  max: number
  usual: readonly [number, number]
  whole: boolean
  trials: 1 | 3
  values: readonly (number | string)[]
  /** Words beside it that everybody sees: "Lever arm". */
  shown?: string
  /** The letter of the side, so that a column far down still says which one it is. */
  mark?: string
}

type Look = 'fine' | 'unusual' | 'wrong'

/** The same question as the server's, while one types: empty is fine, a trial list is judged one by one. */
function lookOf(text: string, { min, max, usual, whole }: NumberBoxProps): Look {
  const parts = text.trim().split(/[\s/;]+/)
  if (parts[0] === '') return 'fine'
  const numbers = parts.map((part) => Number(part.replace(',', '.').replace('\u2212', '-')))
  const bad = (n: number) => Number.isNaN(n) || n < min || n > max || (whole && !Number.isInteger(n))
  if (numbers.some(bad)) return 'wrong'
  return numbers.some((n) => n < usual[0] || n > usual[1]) ? 'unusual' : 'fine'
}

/** One measured value of one side, with up to three trials. Range and unit stand at the field. */
export function NumberBox(props: NumberBoxProps) {
  const { name, label, unit, range, trials, values, shown, mark } = props
  const { id, error, errorId, typed } = useField(name)
  const given = typed === undefined ? values.map(String) : Array.isArray(typed) ? typed : [typed]
  const [looks, setLooks] = useState<readonly Look[]>(() => given.map((value) => lookOf(value, props)))
  const judge = (event: FormEvent<HTMLInputElement>, trial: number) => {
    const next = lookOf(event.currentTarget.value, props)
    if (event.type !== 'blur' && next === 'wrong') return
    setLooks(Array.from({ length: trials }, (_, at) => (at === trial ? next : (looks[at] ?? 'fine'))))
  }
  const someWrong = looks.includes('wrong')
  const unusual = !someWrong && looks.includes('unusual')
  // What the server refuses and the browser does not know concerns the whole value.
  const isWrong = (trial: number) => (someWrong ? looks[trial] === 'wrong' : error !== undefined)
  const note = `${id}-range`
  return (
    <div className="min-w-0">
      {shown ? (
        <label htmlFor={id} className="mb-0.5 block text-caption text-ink-3">
          {shown}
        </label>
      ) : null}
      <div className="flex flex-wrap gap-1">
        {Array.from({ length: trials }, (_, index) => {
          const value = given[index] ?? ''
          const extra = index > 0 && value === ''
          return (
            <label
              // biome-ignore lint/suspicious/noArrayIndexKey: the first, second and third trial
              key={index}
              className={cx(
                'input h-9 gap-1 px-2 text-body pointer-coarse:h-11',
                // Three beside each other on a tablet.
                trials === 3 ? 'w-20' : 'w-24',
                isWrong(index) && 'field-wrong',
                extra && 'hidden group-has-[.more-trials:checked]/entry:inline-flex',
              )}
            >
              {mark && index === 0 ? (
                <span aria-hidden="true" className="shrink-0 text-caption text-ink-3">
                  {mark}
                </span>
              ) : null}
              <input
                id={index === 0 ? id : undefined}
                name={name}
                data-min={props.min}
                data-max={props.max}
                inputMode={props.min < 0 ? 'text' : props.whole ? 'numeric' : 'decimal'}
                autoComplete="off"
                // Lets a stylesheet ask whether it is empty.
                placeholder=" "
                defaultValue={value}
                aria-label={index === 0 ? label : `${label}, trial ${index + 1}`}
                aria-describedby={error ? errorId : note}
                aria-invalid={isWrong(index) || undefined}
                onInput={(event) => judge(event, index)}
                onBlur={(event) => judge(event, index)}
                className="num min-w-0 grow"
              />
              <span className="shrink-0 text-caption text-ink-3">{unit}</span>
            </label>
          )
        })}
      </div>
      {error ? (
        <FieldError id={errorId} text={error} phone={false} />
      ) : (
        <span
          id={note}
          className={cx('mt-0.5 block text-caption', someWrong || unusual ? 'font-semibold' : 'text-ink-3')}
        >
          {unusual ? `Unusual: please check. ${range}` : range}
        </span>
      )}
    </div>
  )
}
