import type { ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import type { AuditFilter } from '#lib/audit/queries.ts'
import { auditAreas } from '#lib/audit/rules.ts'

const box = 'input h-8 w-full text-dense pointer-coarse:h-11'

function Labelled({ label, children, className }: { label: string; children: ReactNode; className: string }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={className}>
      <span className="mb-0.5 block text-caption font-medium text-ink-3">{label}</span>
      {children}
    </label>
  )
}

/** A plain GET form: the filter stands in the address and works without script. */
export function AuditFilterForm({ filter }: { filter: AuditFilter }) {
  const set = filter.area || filter.person || filter.from || filter.to
  return (
    <form
      action="/admin/audit"
      method="get"
      aria-label="Filter events"
      className="no-print flex flex-wrap items-end gap-3 border-b border-line px-4 py-3 lg:px-6"
    >
      <Labelled label="Area" className="w-44 max-sm:w-full">
        <select
          name="area"
          defaultValue={filter.area}
          className="select h-8 w-full text-dense pointer-coarse:h-11"
        >
          <option value="">Everything</option>
          {Object.entries(auditAreas).map(([area, text]) => (
            <option key={area} value={area}>
              {text}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label="Person" className="w-60 max-sm:w-full">
        <input
          name="person"
          type="search"
          defaultValue={filter.person}
          placeholder="Name, e-mail or SW number"
          autoComplete="off"
          className={box}
        />
      </Labelled>
      <Labelled label="From" className="w-38 max-sm:w-[calc(50%-0.375rem)]">
        <input name="from" type="date" defaultValue={filter.from} className={`${box} num`} />
      </Labelled>
      <Labelled label="To" className="w-38 max-sm:w-[calc(50%-0.375rem)]">
        <input name="to" type="date" defaultValue={filter.to} className={`${box} num`} />
      </Labelled>
      <button type="submit" className={buttonClass('plain')}>
        Show
      </button>
      {set ? (
        <TextLink href="/admin/audit" className="inline-flex h-8 items-center text-dense pointer-coarse:h-11">
          Show everything
        </TextLink>
      ) : null}
    </form>
  )
}
