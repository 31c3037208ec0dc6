import { Fragment } from 'react'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { LimitCard } from '#lib/limits/schema.ts'
import { defaultNumbers, placeOfRule, ruleSourcesWith } from '#lib/rulebook/rules.ts'
import { LimitForm } from './limit-form.tsx'

const amountOf = ({ value, unit }: LimitCard) => (unit === '°' ? `${value}°` : `${value} ${unit}`)

const origin = { case: 'set for this case', clinic: 'set for the clinic', default: 'default' } as const

const sources = ruleSourcesWith(defaultNumbers)

function Rule({ title, area }: { title: string; area: string }) {
  const href = placeOfRule(sources, title, area)
  return href ? <TextLink href={href}>{title}</TextLink> : title
}

function Limit({ one, caseId, mayWrite }: { one: LimitCard; caseId: string | null; mayWrite: boolean }) {
  return (
    <li id={one.id} className="border-t border-line py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-dense font-medium">{one.label}</h3>
        <span className="num text-dense">{amountOf(one)}</span>
        <span className="num text-caption text-ink-3">
          {origin[one.from]}
          {one.from === 'default' ? '' : `, default ${one.default}`}
        </span>
      </div>
      <p className="text-caption text-ink-3">
        Expert opinion: {one.reason} Read by:{' '}
        {one.readBy.map((title, at) => (
          <Fragment key={title}>
            {at > 0 ? '; ' : ''}
            <Rule title={title} area={one.about} />
          </Fragment>
        ))}
        .
      </p>
      {mayWrite ? (
        <Disclosure summary="Change" className="no-print">
          <LimitForm one={one} caseId={caseId} />
        </Disclosure>
      ) : null}
      {one.history.length > 0 ? (
        <Disclosure summary={`History of ${one.history.length}`}>
          <ul className="grid gap-0.5 pl-5">
            {one.history.map(({ id, text, note }) => (
              <li key={id}>
                <span className="num">{text}</span>: {note}
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </li>
  )
}

/** The numbers of the rules that are expert opinion: what holds, why, and who set what. */
export function LimitList(props: {
  limits: readonly LimitCard[]
  caseId: string | null
  mayWrite: boolean
  saved: string | null
}) {
  const { limits, caseId, mayWrite, saved } = props
  const done = limits.find(({ id }) => id === saved)
  return (
    <>
      {done ? (
        <Notice tone="done" live="status" className="mb-3">
          Saved: {done.label} {amountOf(done)}. What was found keeps the number it was found with.
        </Notice>
      ) : null}
      <ul>
        {limits.map((one) => (
          <Limit key={one.id} one={one} caseId={caseId} mayWrite={mayWrite} />
        ))}
      </ul>
    </>
  )
}
