'use client'

import { FieldError } from '#components/forms/field.tsx'
import { isChosen, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

export type GridOption = { id: string; label: string }
export type GridQuestion = { id: string; wording: string; value: string | null }

function Row({ question, options }: { question: GridQuestion; options: readonly GridOption[] }) {
  const field = useField(question.id)
  const chosen = question.value === null ? [] : [question.value]
  return (
    <div
      id={field.id}
      tabIndex={-1}
      role="radiogroup"
      aria-required="true"
      aria-labelledby={`${field.id}-label`}
      aria-describedby={field.error ? field.errorId : undefined}
      className={cx(
        'border-t border-line py-3 lg:grid lg:grid-cols-[minmax(0,1fr)_26rem] lg:items-center lg:gap-x-4 lg:py-1',
        field.error && 'field-wrong-group',
      )}
    >
      <div>
        <div id={`${field.id}-label`} className="mb-1.5 text-read font-semibold lg:mb-0 lg:text-label">
          {question.wording}
        </div>
        {field.error ? <FieldError id={field.errorId} text={field.error} phone /> : null}
      </div>
      <div className="grid grid-cols-5 gap-1">
        {options.map((option) => (
          <label
            key={option.id}
            className="choice-card relative grid min-h-12 cursor-pointer place-items-center rounded-field border px-0.5 text-center text-dense font-medium max-lg:leading-tight lg:min-h-11 lg:border-transparent"
          >
            <input
              type="radio"
              name={question.id}
              value={option.id}
              defaultChecked={isChosen(option.id, field.typed, chosen)}
              className="cursor-pointer max-lg:absolute max-lg:inset-0 max-lg:h-full max-lg:w-full max-lg:appearance-none max-lg:opacity-0 lg:radio lg:radio-primary"
            />
            <span className="lg:sr-only">{option.label}</span>
          </label>
        ))}
      </div>
    </div>
  )
}

/** One question a row, the same answers in each: stacked on a phone, where every cell says its word; a table on a desk. */
export function ScaleGrid(props: { questions: readonly GridQuestion[]; options: readonly GridOption[] }) {
  return (
    <div>
      <div
        aria-hidden="true"
        className="hidden text-caption font-medium text-ink-2 lg:grid lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-x-4 lg:pb-1"
      >
        <span />
        <span className="grid grid-cols-5 gap-1 text-center">
          {props.options.map((option) => (
            <span key={option.id}>{option.label}</span>
          ))}
        </span>
      </div>
      {props.questions.map((question) => (
        <Row key={question.id} question={question} options={props.options} />
      ))}
    </div>
  )
}
