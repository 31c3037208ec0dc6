import { EyeIcon, InfoIcon, OctagonAlertIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Tag, type TagTone } from '#components/ui/tag.tsx'
import type { Concern, OpenFinding } from '#lib/tracking/caseload/schema.ts'
import { findingTitle } from './words.ts'

const looks = {
  urgent: ['alarm', OctagonAlertIcon],
  act: ['amber', TriangleAlertIcon],
  watch: ['line', EyeIcon],
  info: ['neutral', InfoIcon],
} as const satisfies Record<Concern, readonly [TagTone, typeof EyeIcon]>

/** The gravest open flag or alert and how many more there are; nothing when nothing is open. */
export function FindingTag({ findings }: { findings: readonly OpenFinding[] }) {
  const [first] = findings
  if (!first) return null
  const [tone, icon] = looks[first.concern]
  const tag = (
    <Tag tone={tone} icon={icon}>
      {findingTitle(first.id)}
    </Tag>
  )
  if (findings.length === 1) return tag
  return (
    <span className="flex items-center">
      {tag}
      <span className="num ml-1.5 text-caption text-ink-3">+{findings.length - 1}</span>
    </span>
  )
}
