import { SearchIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import type { CaseloadView } from '#lib/tracking/caseload/schema.ts'
import { caseloadAddress } from './words.ts'

type Option = { value: string; label: string }

const sides: readonly Option[] = [
  { value: 'left', label: 'Left' },
  { value: 'right', label: 'Right' },
  { value: 'both', label: 'Both' },
]
const alerts: readonly Option[] = [
  { value: 'urgent', label: 'Urgent' },
  { value: 'act', label: 'Act' },
  { value: 'watch', label: 'Watch' },
  { value: 'info', label: 'Info' },
  { value: 'none', label: 'None' },
]

function Filter(props: { name: string; label: string; value: string | null; options: readonly Option[] }) {
  const { name, label, value, options } = props
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value ?? ''}
      className="select select-sm w-auto max-w-40 text-dense pointer-coarse:h-11"
    >
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** Search and filters as one form that GETs: every view has an address, and it works without script. */
export function CaseloadFilters({ view }: { view: CaseloadView }) {
  const { search, leads, complaints } = view
  const filtered = search.q || search.side || search.alerts || search.lead || search.complaint
  return (
    <search className="min-w-0">
      <form
        id="caseload-filters"
        action="/caseload"
        method="get"
        className="flex flex-wrap items-center gap-2"
      >
        {search.tab === 'all' ? null : <input type="hidden" name="tab" value={search.tab} />}
        {search.sort === 'urgent' ? null : <input type="hidden" name="sort" value={search.sort} />}
        {search.dir === null ? null : <input type="hidden" name="dir" value={search.dir} />}
        <label className="input input-sm flex w-64 items-center gap-2 text-dense pointer-coarse:h-11">
          <SearchIcon size={15} className="text-ink-3" />
          <span className="sr-only">Name, number or complaint</span>
          <input
            id="caseload-search"
            type="search"
            name="q"
            maxLength={80}
            defaultValue={search.q}
            placeholder="Name, number or complaint"
            autoComplete="off"
            className="min-w-0 grow"
          />
        </label>
        <Filter
          name="complaint"
          label="Complaint"
          value={search.complaint}
          options={complaints.map((complaint) => ({ value: complaint, label: complaint }))}
        />
        <Filter name="side" label="Side" value={search.side} options={sides} />
        <Filter name="alerts" label="Alerts" value={search.alerts} options={alerts} />
        <Filter
          name="lead"
          label="Lead"
          value={search.lead}
          options={leads.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <button type="submit" className="btn btn-plain btn-sm text-dense font-medium pointer-coarse:h-11">
          Show
        </button>
        {filtered ? (
          <TextLink
            href={caseloadAddress({
              ...search,
              q: '',
              side: null,
              alerts: null,
              lead: null,
              complaint: null,
            })}
          >
            Clear
          </TextLink>
        ) : null}
      </form>
    </search>
  )
}
