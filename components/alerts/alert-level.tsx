import { EyeIcon, InfoIcon, SirenIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Tag, type TagTone } from '#components/ui/tag.tsx'
import type { Severity } from '#lib/alerts/schema.ts'

const looks = {
  urgent: ['red', SirenIcon],
  act: ['amber', TriangleAlertIcon],
  watch: ['line', EyeIcon],
  info: ['neutral', InfoIcon],
} as const satisfies Record<Severity, readonly [TagTone, typeof EyeIcon]>

/** How soon: a color for safety alone, a sign and the words. */
export function AlertLevel({ severity, text }: { severity: Severity; text: string }) {
  const [tone, icon] = looks[severity]
  return (
    <Tag tone={tone} icon={icon}>
      {text}
    </Tag>
  )
}
