import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Preview } from '#lib/programs/queries.ts'
import { Plan } from './plan.tsx'

/** As the patient sees it: the same pieces as on her phone, every phase beside the next. */
export function PreviewScreen({ preview }: { preview: Preview }) {
  return (
    <div className="px-4 pt-4 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-3 pb-4">
        <h2 className="text-heading font-semibold">As the patient sees it</h2>
        <span className="text-dense text-ink-3">
          Version {preview.number}
          {preview.draft ? ', draft' : ''}
        </span>
        <span className="lg:ml-auto">
          <LinkButton href={`/cases/${preview.caseId}/program`}>Back to the program</LinkButton>
        </span>
      </div>
      {preview.stopped ? (
        <Notice className="mb-4 max-w-3xl" title="The patient sees none of this today">
          {preview.stopped}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-6">
        {preview.phases.map((phase) => (
          <section
            key={phase.number}
            aria-label={phase.name}
            className="w-full max-w-[24.375rem] break-inside-avoid rounded-[1.75rem] border border-line bg-base-200 p-5"
          >
            <Plan phase={phase} hrefOf={() => null} />
          </section>
        ))}
      </div>
    </div>
  )
}
