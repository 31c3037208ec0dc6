import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { countText } from '#lib/dates.ts'
import type { TemplatePick, TemplatePicks } from '#lib/programs/picks/queries.ts'
import { StartDraft } from './course-forms.tsx'
import { FitChanges } from './fit-changes.tsx'
import { SuggestedPlan } from './suggested-plan.tsx'
import { dayNames } from './words.ts'

function Pick({ caseId, atClinic, pick }: { caseId: string; atClinic: boolean; pick: TemplatePick }) {
  return (
    <li
      id={pick.id}
      className="grid gap-x-6 gap-y-2 border-t border-line py-4 lg:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div className="min-w-0">
        <h3 className="text-body font-semibold">
          {pick.title.charAt(0).toUpperCase() + pick.title.slice(1)}
        </h3>
        <p className="mt-0.5 max-w-3xl text-dense text-ink-2">{pick.purpose}</p>
        <p className="mt-1 max-w-3xl text-dense">
          <span className="text-ink-3">Begins:</span> {pick.begins}
        </p>
        <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-dense">
          {pick.phases.map((phase) => (
            <li key={phase.name}>
              <span className="font-medium">{phase.name}</span>{' '}
              <span className="num text-ink-2">
                {phase.weeks}
                {phase.exercises > 0 ? `, ${countText(phase.exercises, 'exercise')}` : ''}
                {phase.minutes > 0 ? `, up to ${phase.minutes} min` : ''}
                {phase.aroundRuns > 0 ? `, ${phase.aroundRuns} with each run` : ''}
              </span>
            </li>
          ))}
        </ul>
        {pick.overlong.map((text) => (
          <p key={text} className="num mt-1 text-dense font-semibold">
            {text}
          </p>
        ))}
        <FitChanges notices={pick.notices} />
      </div>
      <div>
        <StartDraft
          caseId={caseId}
          from={pick.id}
          blocks={pick.blocks}
          atClinic={atClinic}
          text={`Use ${pick.title}`}
        />
      </div>
    </li>
  )
}

/** Whether everything is at hand: the page again, fitted the other way. */
function WhereItIs({ caseId, atClinic }: { caseId: string; atClinic: boolean }) {
  return (
    <p className="text-dense text-ink-2">
      {atClinic ? 'Trains at the clinic, where everything is at hand.' : 'Trains at home.'}{' '}
      <TextLink href={`/cases/${caseId}/program/new?clinic=${atClinic ? 'no' : 'yes'}`}>
        {atClinic ? 'Trains at home' : 'Trains at the clinic'}
      </TextLink>
    </p>
  )
}

/** The templates, each fitted to what the patient said about equipment, days and minutes. */
export function TemplatePicksScreen({
  picks: { caseId, has, atClinic, plan, planNotices, picks },
}: {
  picks: TemplatePicks
}) {
  const own = has.equipment === null ? 'equipment not answered' : has.equipment.join(', ') || 'no equipment'
  const equipment = atClinic ? 'equipment of the clinic' : own
  const days = has.days ? has.days.map((day) => dayNames[day].slice(0, 3)).join(', ') : 'days not answered'
  const minutes = has.minutes === null ? 'minutes not answered' : `${has.minutes} minutes a session`
  return (
    <div className="px-4 pt-4 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-3 pb-3">
        <div>
          <h2 className="text-heading font-semibold">Choose a template</h2>
          <p className="text-dense text-ink-2">
            Fitted to the intake: {minutes}; {days}; {equipment.replaceAll('_', ' ')}
          </p>
          <WhereItIs caseId={caseId} atClinic={atClinic} />
        </div>
        <span className="flex gap-2 lg:ml-auto">
          <LinkButton href={`/cases/${caseId}/program`} variant="ghost">
            Cancel
          </LinkButton>
          <StartDraft caseId={caseId} from="empty" atClinic={atClinic} text="Start empty" />
        </span>
      </div>
      <SuggestedPlan caseId={caseId} atClinic={atClinic} plan={plan} notices={planNotices} />
      <ol>
        {picks.map((pick) => (
          <Pick key={pick.id} caseId={caseId} atClinic={atClinic} pick={pick} />
        ))}
      </ol>
    </div>
  )
}
