'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type UseFormProps, useForm } from 'react-hook-form'
import type { z } from 'zod'

/**
 * react-hook-form on the schema that the server checks with, where an answer while typing helps: the numbers
 * of a clinic (components/limits/limit-form.tsx). It judges a field when it is left and again while it is being mended; the server still has the last word.
 */
export function useZodForm<Input extends Record<string, unknown>, Output>(
  schema: z.ZodType<Output, Input>,
  options: Omit<UseFormProps<Input, unknown, Output>, 'resolver' | 'mode' | 'reValidateMode'> = {},
) {
  return useForm<Input, unknown, Output>({
    ...options,
    resolver: zodResolver(schema),
    mode: 'onTouched',
    reValidateMode: 'onChange',
  })
}
