'use client'

import type { ComponentProps } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { splitField } from './text-field.tsx'

type Native = Pick<
  ComponentProps<'textarea'>,
  'maxLength' | 'placeholder' | 'readOnly' | 'autoFocus' | 'onChange' | 'onBlur'
>

/**
 * Several lines. It grows with what is typed where the browser knows `field-sizing`: downwards, so that a long address which
 * was pasted does not push the page out of a phone.
 */
export function TextArea(props: FieldProps & Native & { rows?: number; defaultValue?: string | undefined }) {
  const [frame, { rows = 4, defaultValue, ...native }] = splitField(props)
  return (
    <Field {...frame}>
      {(control, { wrong, phone, typed }) => (
        <textarea
          rows={rows}
          className={cx(
            'textarea field-sizing-content w-full [overflow-wrap:anywhere]',
            phone ? 'text-base' : 'text-body',
            wrong && 'field-wrong',
          )}
          style={{ minHeight: `${rows * 1.4 + 1}rem` }}
          defaultValue={typed ?? defaultValue}
          {...native}
          {...control}
        />
      )}
    </Field>
  )
}
