import { RadioGroup } from '#components/forms/choices.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import {
  letterUrgencies,
  letterUrgencyWords,
  recipientKinds,
  recipientKindWords,
} from '#lib/content/letters/kinds.ts'

/** How urgent a referral is. */
export function UrgencyField({ urgency = 'routine' }: { urgency?: string }) {
  return (
    <RadioGroup
      name="urgency"
      label="Urgency of the referral"
      inline
      choices={letterUrgencies.map((value) => ({ value, label: letterUrgencyWords[value] }))}
      defaultValue={urgency}
    />
  )
}

type Props = { recipientKind?: string; recipient?: string }

/** Who gets a letter. */
export function HeadFields({ recipientKind, recipient }: Props) {
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
    </>
  )
}
