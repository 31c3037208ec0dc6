import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { fullDayText } from '#lib/dates.ts'

/** The record and a form name two dates of birth (lib/patients/births); null while they agree. */
export function TwoBirths({ patientId, births }: { patientId: string; births: readonly string[] }) {
  const [recorded, told] = births
  if (recorded === undefined || told === undefined) return null
  return (
    <Notice
      tone="amber"
      title={`Two birth dates: ${fullDayText(recorded)} in the record, ${fullDayText(told)} in the form`}
    >
      Until this is corrected, the age that asks for more care counts, for flags as well as for a guardian’s
      consent. <TextLink href={`/patients/${patientId}/edit`}>Put the birth date right</TextLink>
    </Notice>
  )
}
