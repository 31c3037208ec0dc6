import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import { KeyRoundIcon, OctagonAlertIcon, ShieldCheckIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { kneeInWords, type Side, SideMark } from '#components/ui/side-mark.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { PageTabs } from './nav-links.tsx'
import { PrintedName } from './printed-name.tsx'

export type BannerSafety =
  /** The screen was answered and nothing is open. */
  | { state: 'clear' }
  /** Not answered in full yet. */
  | { state: 'unknown'; label: string }
  /** A flag that waits, but not for today. */
  | { state: 'watch'; label: string }
  /** An urgent flag that nobody has answered: the whole band turns red-soft. */
  | { state: 'urgent'; label: string }

export type PatientBandProps = {
  name: string
  /** Already worded: "34 y, female", "born 3 Mar 1992", "SW-1042". */
  ageAndSex: string
  born: string
  number: string
  side: Side
  /** More than the side: "Both knees, left worse". */
  sideInWords?: string
  complaint: string
  safety: BannerSafety
  /** One tag each: "Latex allergy". */
  allergies?: readonly string[]
  /** At most four: Case, Phase, Lead, Next review. */
  facts?: readonly { label: string; value: ReactNode }[]
  action?: ReactNode
  /** The reader is not on the care team and gave a reason. */
  brokenGlass?: boolean
}

function SafetyTag({ safety }: { safety: BannerSafety }) {
  if (safety.state === 'clear') {
    return (
      <Tag tone="line" icon={ShieldCheckIcon}>
        Safety screen clear
      </Tag>
    )
  }
  if (safety.state === 'unknown') return <Tag tone="line">{safety.label}</Tag>
  const urgent = safety.state === 'urgent'
  return (
    <Tag tone={urgent ? 'alarm' : 'amber'} icon={urgent ? OctagonAlertIcon : TriangleAlertIcon}>
      {safety.label}
    </Tag>
  )
}

function Facts({ facts }: { facts: NonNullable<PatientBandProps['facts']> }) {
  return (
    <dl className="flex flex-wrap gap-x-7 gap-y-2 max-xl:order-3 max-xl:w-full xl:ml-auto xl:shrink-0 xl:flex-nowrap">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-caption whitespace-nowrap text-ink-3">{label}</dt>
          <dd className="num text-dense font-medium whitespace-nowrap">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/**
 * Whose record this is, on every case page, so that nobody writes into the wrong one. It does not scroll away on a desk. It stays
 * when the page is turned, and with it the keyboard in its tabs; the band in it comes anew with each page.
 */
export function PatientBanner({
  tabs,
  children,
}: {
  tabs: readonly { href: string; label: string }[]
  children: ReactNode
}) {
  return (
    <header className="patient-banner banner z-20 shrink-0 border-b border-line has-data-urgent:border-red-line has-data-urgent:bg-red-soft lg:sticky lg:top-0">
      {children}
      <nav className="no-print flex gap-1 overflow-x-auto px-2 lg:px-5" aria-label="Case">
        <PageTabs tabs={tabs} />
      </nav>
    </header>
  )
}

/** The patient and what is dangerous, above the tabs of a case. */
export function PatientBand(props: PatientBandProps) {
  const { name, side, safety, allergies = [], facts = [], action, brokenGlass = false } = props
  return (
    <div
      data-urgent={safety.state === 'urgent' ? '' : undefined}
      className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pt-3.5 pb-2.5 lg:px-6 xl:flex-nowrap"
    >
      <PrintedName>{`${name}, ${props.born}, ${props.number}`}</PrintedName>
      <span className="grid h-13 w-13 shrink-0 place-items-center rounded-box border border-line bg-base-100">
        <SideMark side={side} />
      </span>
      <div className="min-w-0 grow basis-56 min-[360px]:max-sm:basis-44">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-title font-semibold">{name}</h1>
          <span className="num text-dense text-ink-2">
            {props.ageAndSex} · {props.born} · {props.number}
          </span>
        </div>
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-dense font-semibold">{props.sideInWords ?? kneeInWords(side)}</span>
          <span className="mr-1 text-dense text-ink-2">{props.complaint}</span>
          <SafetyTag safety={safety} />
          {allergies.map((allergy) => (
            <Tag key={allergy} tone="amber" icon={TriangleAlertIcon}>
              {allergy}
            </Tag>
          ))}
          {brokenGlass ? (
            <Tag tone="ink" icon={KeyRoundIcon}>
              Opened without being on the team
            </Tag>
          ) : null}
        </div>
      </div>
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      {action != null ? (
        <div className={cx('no-print flex shrink-0 gap-2', facts.length > 0 ? 'max-xl:ml-auto' : 'ml-auto')}>
          {action}
        </div>
      ) : null}
    </div>
  )
}
