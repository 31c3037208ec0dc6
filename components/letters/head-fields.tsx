import { RadioGroup } from '#components/forms/choices.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import {
  letterUrgencies,
  letterUrgencyWords,
  recipientKinds,
  recipientKindWords,
} from '#lib/content/letters/kinds.ts'

type Props = { recipientKind?: string; recipient?: string; urgency?: string }

/** Who gets a letter, and how urgent a referral is. */
export function HeadFields({ recipientKind, recipient, urgency }: Props) {
  return (
    <>
      <RadioGroup
        name="recipientKind"
        label="To"
        inline
        choices={recipientKinds.map((value) => ({ value, label: recipientKindWords[value] }))}
        defaultValue={recipientKind}
      />
      <TextArea
        name="recipient"
        label="Name and address"
        hint="As it stands on the letter, a line each"
        rows={3}
        maxLength={500}
        optional="quiet"
        defaultValue={recipient}
      />
      <RadioGroup
        name="urgency"
        label="Urgency of a referral"
        inline
        choices={letterUrgencies.map((value) => ({ value, label: letterUrgencyWords[value] }))}
        defaultValue={urgency ?? 'routine'}
      />
    </>
  )
}
