import { OctagonAlertIcon, SirenIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Tag, type TagTone } from '#components/ui/tag.tsx'
import type { WaitingFlag } from '#lib/alerts/worklist/schema.ts'

const looks: Partial<Record<WaitingFlag['urgency'], readonly [TagTone, typeof SirenIcon]>> = {
  emergency: ['alarm', OctagonAlertIcon],
  same_day: ['red', SirenIcon],
  urgent_referral: ['amber', TriangleAlertIcon],
}

/** How urgent a red flag is among the alerts. */
export function FlagLevel({ flag }: { flag: Pick<WaitingFlag, 'urgency' | 'urgencyText'> }) {
  const [tone, icon] = looks[flag.urgency] ?? ['line' as const, undefined]
  return (
    <Tag tone={tone} {...(icon ? { icon } : {})}>
      {flag.urgencyText}
    </Tag>
  )
}
