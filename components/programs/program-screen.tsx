import { Corrected } from '#components/cases/corrected.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListChecksIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { correctedText } from '#lib/cases/change/rules.ts'
import type { Correction } from '#lib/cases/change/schema.ts'
import { dayText } from '#lib/dates.ts'
import type { ProgramPage } from '#lib/programs/builder/schema.ts'
import { BuilderScreen } from './builder-screen.tsx'
import { StartDraft } from './course-forms.tsx'
import { CurrentScreen } from './current-screen.tsx'
import { HoldsMeanwhile } from './holds-meanwhile.tsx'
import { VersionList } from './version-list.tsx'

function Waiting({ page }: { page: ProgramPage }) {
  const [newest] = page.versions
  return (
    <div className="max-w-xl px-4 pt-4 pb-8 lg:px-6">
      <h2 className="text-heading font-semibold">
        Version {newest?.number} begins on {dayText(newest?.startsOn ?? page.today, page.today)}
      </h2>
      <div className="mt-3">
        <VersionList {...page} />
      </div>
      {page.mayWrite ? (
        <div className="mt-4">
          <StartDraft caseId={page.caseId} from="newest" text="Change the program" />
        </div>
      ) : null}
    </div>
  )
}

/** A correction of the case since the draft was begun, or since what runs was looked through. */
function ProgramCorrected({ page, corrections, draft }: Props & { draft: boolean }) {
  const since = draft ? page.draft?.begunAt : page.versions.find(({ holds }) => holds)?.writtenAt
  const corrected = since && !page.closed ? correctedText(corrections, since) : null
  return <Corrected corrected={corrected} what="program" draft={draft} className="mx-4 mt-3.5 lg:mx-6" />
}

type Props = { page: ProgramPage; corrections: readonly Correction[] }

/** The program of a case: the draft when there is one, else what runs, else how to begin. */
export function ProgramScreen({ page, corrections }: Props) {
  if (page.draft && page.mayWrite)
    return (
      <>
        <ProgramCorrected page={page} corrections={corrections} draft />
        {page.current ? <HoldsMeanwhile page={page} current={page.current} /> : null}
        <BuilderScreen draft={page.draft} />
      </>
    )
  if (page.current)
    return (
      <>
        <ProgramCorrected page={page} corrections={corrections} draft={false} />
        <CurrentScreen page={page} current={page.current} />
      </>
    )
  if (page.versions.length > 0) return <Waiting page={page} />
  return (
    <div className="px-4 py-6 lg:px-6">
      <EmptyState
        icon={ListChecksIcon}
        title="No program yet"
        action={
          page.mayWrite ? (
            <LinkButton href={`/cases/${page.caseId}/program/new`} variant="primary">
              Choose a template
            </LinkButton>
          ) : null
        }
      >
        {page.mayWrite
          ? 'Start from a template. It is fitted to the equipment, days and minutes of the intake, and you adjust the rest.'
          : 'The care team has not published one.'}
      </EmptyState>
    </div>
  )
}
