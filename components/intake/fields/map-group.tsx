'use client'

import type { ReactNode } from 'react'
import { FieldGroup } from '#components/forms/field-group.tsx'

/** Label, hint and error around the map, which itself needs no script. */
export function MapGroup(props: { name: string; label: string; hint?: string; children: ReactNode }) {
  const { children, ...frame } = props
  return <FieldGroup {...frame}>{() => children}</FieldGroup>
}
