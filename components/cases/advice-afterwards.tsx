'use client'

import { useContext } from 'react'
import { Checkbox } from '#components/forms/choices.tsx'
import { FormContext } from '#components/forms/form-context.ts'

type AdviceAfterwardsProps = { texts: readonly { words: string; seen: string }[] }

/** The advice that the patient gets with the end of her case, in her words; what was not read yet is marked. */
export function AdviceAfterwards({ texts }: AdviceAfterwardsProps) {
  const { result } = useContext(FormContext)
  const read = result.status === 'error' ? result.values?.seen : undefined
  return (
    <div>
      {texts.map(({ seen }) => (
        <input key={seen} type="hidden" name="seen" value={seen} />
      ))}
      <Checkbox name="advice" label="Give the patient the advice for afterwards" hint="In these words:" />
      <ul className="mt-1 list-disc pl-10 text-caption text-ink-2">
        {texts.map(({ words, seen }) => (
          <li key={seen}>
            {words}
            {read === undefined || [read].flat().includes(seen) ? null : <strong> New words</strong>}
          </li>
        ))}
      </ul>
    </div>
  )
}
