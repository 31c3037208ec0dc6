'use client'

import { useContext } from 'react'
import { FormContext } from './form-context.ts'

/** Posts what names each text on the page, so that nothing is given in other words than those that were read. */
export const SeenWords = ({ seen }: { seen: readonly string[] }) =>
  seen.map((one) => <input key={one} type="hidden" name="seen" value={one} />)

/** Whether a text came onto the page with a refusal: nobody has read it yet. */
export function useIsNew(): (seen: string) => boolean {
  const { result } = useContext(FormContext)
  const read = result.status === 'error' ? result.values?.seen : undefined
  return (seen) => read !== undefined && ![read].flat().includes(seen)
}
