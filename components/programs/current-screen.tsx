import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { type Day, dayText } from '#lib/dates.ts'
import type { CurrentView, ProgramPage } from '#lib/programs/builder/schema.ts'
import { ChangePhaseSheet, PauseSheet, StartDraft } from './course-forms.tsx'
import { NextPhase } from './next-phase.tsx'
import { PhaseEnds, PhaseLimits, PhaseRail } from './phase-rail.tsx'
import { PhaseTable } from './phase-table.tsx'
import { Suggestions } from './suggestions.tsx'
import { VersionList } from './version-list.tsx'
import { WeekDistance } from './week-distance.tsx'

/** Why the patient sees less than the version, or nothing of it. */
export function Stops({ current, closed, today }: { current: CurrentView; closed: boolean; today: Day }) {
  if (closed)
    return (
      <Notice title="The treatment has ended">
        This is the program as it stood at the end. The patient still sees it only if it is the maintenance
        program.
      </Notice>
    )
  if (current.paused)
    return (
      <Notice title="Paused by the team">
        {current.paused.reason} The patient reads that the plan is paused.
      </Notice>
    )
  if (current.blockLevel === 'programme')
    return (
      <Notice tone="amber" title="Stopped for safety">
        A red flag is open or the safety questions are not answered in full. The patient sees a message
        instead of the plan until that is settled.
      </Notice>
    )
  if (current.blockLevel === 'impact')
    return (
      <Notice tone="amber" title="Running and jumping are stopped">
        A red flag is open. The patient sees the other exercises.
      </Notice>
    )
  if (current.runsStoppedSince)
    return (
      <Notice tone="amber" title="Running is stopped in another treatment">
        Since {dayText(current.runsStoppedSince, today)}, by the rules. It holds here, too, until the team of
        that treatment lets the patient run again. The patient reads that no run is planned.
      </Notice>
    )
  if (current.impactAgainst.length > 0)
    return (
      <Notice tone="red" title="What was found speaks against running and jumping">
        {current.impactAgainst.join('; ')}. The patient still sees these exercises. Take them out, unless the
        reason that stands with the version covers this.
      </Notice>
    )
  return null
}

function Head({ page, current }: { page: ProgramPage; current: CurrentView }) {
  const { caseId, today } = page
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 pt-3.5 pb-3 lg:px-6">
      <h2 className="text-heading font-semibold">Version {current.number}</h2>
      <Tag tone="teal">Published</Tag>
      <span className="text-dense text-ink-3">
        from {dayText(current.startsOn, today)}
        {current.upcoming
          ? `; version ${current.upcoming.number} from ${dayText(current.upcoming.startsOn, today)}`
          : ''}
      </span>
      <span className="flex flex-wrap items-center gap-2 lg:ml-auto">
        <LinkButton href={`/cases/${caseId}/program/preview`}>As the patient sees it</LinkButton>
        <LinkButton href={`/cases/${caseId}/program/handout`}>On paper</LinkButton>
        {page.mayWrite ? (
          <>
            <PauseSheet caseId={caseId} current={current} />
            <ChangePhaseSheet
              caseId={caseId}
              current={current}
              today={today}
              begins={page.next?.begins ?? []}
              stale={page.stale}
            />
            <StartDraft
              caseId={caseId}
              from="newest"
              text="Change the program"
              primary={page.suggestions.open.length === 0 && page.next?.phase.state !== 'ready'}
            />
          </>
        ) : null}
      </span>
    </div>
  )
}

/** The program that runs, for the team: read, pause, move on; changes make a new version. */
export function CurrentScreen({ page, current }: { page: ProgramPage; current: CurrentView }) {
  const here = `/cases/${page.caseId}/program`
  return (
    <div className="flex shrink-0 grow flex-col">
      <Head page={page} current={current} />
      <div className="grow border-t border-line lg:grid lg:grid-cols-[212px_minmax(0,1fr)] xl:grid-cols-[212px_minmax(0,1fr)_236px]">
        <aside className="border-line px-3 pt-4 pb-4 max-lg:border-b lg:border-r" aria-label="Phases">
          <PhaseRail
            phases={current.phases}
            shown={current.phase.key}
            ended={page.closed}
            href={(key) => `${here}?phase=${key}`}
          />
          <PhaseEnds phase={current.phase} />
          <PhaseLimits phase={current.phase} />
        </aside>
        <div className="min-w-0 px-4 pt-4 pb-6 lg:px-5">
          <Stops current={current} closed={page.closed} today={page.today} />
          {current.runsElsewhere ? <Notice>{current.runsElsewhere}</Notice> : null}
          <Suggestions
            caseId={page.caseId}
            mayWrite={page.mayWrite}
            standing={page.standing}
            stale={page.stale}
            {...page.suggestions}
          />
          {page.next ? (
            <NextPhase
              caseId={page.caseId}
              step={page.next}
              programVersion={current.programVersion}
              mayWrite={page.mayWrite}
              stale={page.stale}
            />
          ) : null}
          {page.week ? <WeekDistance week={page.week} /> : null}
          <h3 className="pt-2 pb-1 text-heading font-semibold">
            {current.phase.name}
            {current.phase.key === current.hereKey && !page.closed ? (
              <span className="ml-2 text-dense font-normal text-ink-2">
                week {Math.max(1, current.week)}, since {dayText(current.phaseStartedOn, page.today)}
              </span>
            ) : null}
          </h3>
          {current.runWeek && current.phase.key === current.hereKey && !page.closed ? (
            <p className="pb-2 text-dense text-ink-2">{current.runWeek}.</p>
          ) : null}
          <PhaseTable phase={current.phase} />
        </div>
        <aside
          className="border-line px-5 pt-4 pb-6 max-xl:border-t lg:col-start-2 xl:col-start-3 xl:border-l"
          aria-label="Versions"
        >
          <Section title="Versions" line={false}>
            <VersionList {...page} />
          </Section>
        </aside>
      </div>
    </div>
  )
}
