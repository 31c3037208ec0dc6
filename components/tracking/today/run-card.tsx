import { Disclosure } from '#components/ui/disclosure.tsx'
import { FootprintsIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Card } from '#components/ui/section.tsx'
import type { CaseToday, TodayItem } from '#lib/tracking/today/schema.ts'

type AroundProps = Pick<CaseToday, 'less'> & { items: readonly TodayItem[]; caseId: string }

function Lines({ items, caseId, less }: AroundProps) {
  return (
    <ul className="num text-label">
      {items.map(({ key, name, dose }) => (
        <li key={key}>
          <TextLink
            href={`/my/program/${key}?case=${caseId}`}
            className="inline-flex min-h-11 items-center lg:min-h-7"
          >
            {name}, {dose}
          </TextLink>
          {less[key] ? <p className="font-semibold">{less[key]}</p> : null}
        </li>
      ))}
    </ul>
  )
}

export function Around({ items, caseId, less }: AroundProps) {
  const parts = Map.groupBy(items, ({ note }) => note || 'With the run')
  return [...parts].map(([when, list]) => (
    <section key={when} className="mt-3">
      <h3 className="text-label font-semibold">{when}</h3>
      <Lines items={list} caseId={caseId} less={less} />
    </section>
  ))
}

/** The run that is planned today, what it is made of, and what the program puts before and after each run. */
export function RunCard({
  current: { case: own, runs, runCap, runLimit, withRun, less, ranElsewhere },
}: {
  current: CaseToday
}) {
  if (runs.length === 0) return null
  return (
    <Card phone>
      <h2 className="flex items-center gap-2 text-read font-semibold">
        <FootprintsIcon size={20} />
        Today’s run
      </h2>
      {ranElsewhere ? <p className="num mt-1 text-label">{ranElsewhere}</p> : null}
      {(ranElsewhere ? [] : runs).map(({ key, name, dose, note }) => (
        <p key={key} className="num mt-1 text-label text-ink-2">
          {name}, {dose}
          {note ? `. ${note}` : ''}
          {less[key] ? <span className="block font-semibold text-base-content">{less[key]}</span> : null}
        </p>
      ))}
      {runCap && !ranElsewhere ? <p className="num mt-1 text-label">{runCap}</p> : null}
      {runLimit && !ranElsewhere ? <p className="num mt-1 text-label text-ink-2">{runLimit}</p> : null}
      {ranElsewhere ? null : <Around items={withRun} caseId={own.id} less={less} />}
    </Card>
  )
}

/** For who runs on days of her own. */
export function AroundOwnRuns({ current: { case: own, runs, withRun, less } }: { current: CaseToday }) {
  if (runs.length > 0 || withRun.length === 0) return null
  return (
    <Card phone>
      <Disclosure phone summary="If you run today: before and after">
        <Around items={withRun} caseId={own.id} less={less} />
      </Disclosure>
    </Card>
  )
}
