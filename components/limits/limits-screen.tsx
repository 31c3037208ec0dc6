import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import type { LimitCard, SettableArea } from '#lib/limits/schema.ts'
import { LimitList } from './limit-list.tsx'

type Part = { readonly area: SettableArea; readonly title: string; readonly note: string }

const alerts: Part = { area: 'alerts', title: 'Alerts', note: 'The team of a case may set others for it.' }

const parts: readonly Part[] = [
  alerts,
  {
    area: 'review',
    title: 'Progress',
    note: 'A new limit holds at once. A signed review keeps what it was signed with.',
  },
  {
    area: 'programs',
    title: 'Programs and running',
    note: 'A program that was published keeps its exercises; what its phases ask for follows at once.',
  },
  {
    area: 'factors',
    title: 'Contributing factors',
    note: 'A new limit holds from the next evaluation of a case: when an input changes, or somebody evaluates it again. The bands of groups hold at once.',
  },
  { area: 'assessment', title: 'Assessment', note: 'What a finding is compared with on screen.' },
  { area: 'intake', title: 'Intake', note: 'What is worked out from the answers of a form.' },
  {
    area: 'flags',
    title: 'Red flags',
    note: 'They can be made more cautious, never less. A flag that was raised stays as it was raised. Open cases whose last form would raise one by the new limit get an alert in the coming night, for their teams.',
  },
]

type LimitsScreenProps = {
  limits: readonly LimitCard[]
  saved: string | null
  area: SettableArea
}

/** The numbers of a clinic's rules, those about one thing on a page. */
export function LimitsScreen({ limits, saved, area: wanted }: LimitsScreenProps) {
  const part = parts.find(({ area }) => area === wanted) ?? alerts
  return (
    <>
      <PageHeader
        title="Limits"
        note="For the whole clinic"
        actions={<LinkButton href="/admin/clinic">Clinic</LinkButton>}
        tabs={
          <FilterTabs
            label="What they are about"
            tabs={parts.map(({ area, title }) => {
              const set = limits.filter(({ about, from }) => about === area && from === 'clinic').length
              return {
                href: `/admin/clinic/limits?area=${area}`,
                label: title,
                current: area === part.area,
                ...(set > 0 ? { count: set } : {}),
              }
            })}
          />
        }
      />
      <div className="max-w-3xl px-4 py-4 lg:px-6">
        <p className="mb-3 text-dense text-ink-2">
          These numbers rest on expert opinion. Limits that come from studies, and those of urgent alerts,
          cannot be changed; they stand with the{' '}
          <TextLink href="/library/rules">rules in the library</TextLink>. A number above tells how many the
          clinic has set.
        </p>
        <Section title={part.title} note={part.note}>
          <LimitList
            limits={limits.filter(({ about }) => about === part.area)}
            caseId={null}
            mayWrite
            saved={saved}
          />
        </Section>
      </div>
    </>
  )
}
