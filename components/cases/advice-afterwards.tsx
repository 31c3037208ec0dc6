'use client'

import { Checkbox } from '#components/forms/choices.tsx'
import { SeenWords, useIsNew } from '#components/forms/seen-words.tsx'

type AdviceAfterwardsProps = { texts: readonly { words: string; seen: string }[] }

/** The advice that the patient gets with the end of her case, in her words; what was not read yet is marked. */
export function AdviceAfterwards({ texts }: AdviceAfterwardsProps) {
  const isNew = useIsNew()
  return (
    <div>
      <SeenWords seen={texts.map(({ seen }) => seen)} />
      <Checkbox name="advice" label="Give the patient the advice for afterwards" hint="In these words:" />
      <ul className="mt-1 list-disc pl-10 text-caption text-ink-2">
        {texts.map(({ words, seen }) => (
          <li key={seen}>
            {words}
            {isNew(seen) ? <strong> New words</strong> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
