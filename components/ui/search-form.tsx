import { buttonClass } from './button.tsx'
import { SearchIcon } from './icons.tsx'

type SearchFormProps = {
  id: string
  action: string
  label: string
  defaultValue: string
  /** Other parts of the address that a search keeps. */
  keep?: Readonly<Record<string, string>>
}

/** Sends `GET action?q=`, so a search has an address and works without script. */
export function SearchForm({ id, action, label, defaultValue, keep = {} }: SearchFormProps) {
  return (
    <search className="grow sm:grow-0">
      <form action={action} method="get">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label
          htmlFor={id}
          className="input flex h-8 w-full items-center gap-2 px-2.5 text-dense sm:w-56 max-lg:h-11 max-lg:text-base pointer-coarse:h-11"
        >
          <SearchIcon size={15} className="text-ink-3" />
          <span className="sr-only">{label}</span>
          <input
            id={id}
            type="search"
            name="q"
            placeholder={label}
            defaultValue={defaultValue}
            autoComplete="off"
            className="min-w-0 grow"
          />
        </label>
      </form>
    </search>
  )
}

/** The same with its own button, above a page that is read more than searched. */
export function FindForm({ action, label, defaultValue, keep = {} }: Omit<SearchFormProps, 'id'>) {
  return (
    <search>
      <form action={action} method="get" className="flex flex-wrap gap-2">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="input flex h-9 w-64 items-center gap-2 text-dense pointer-coarse:h-11">
          <SearchIcon size={15} className="text-ink-3" />
          <span className="sr-only">{label}</span>
          <input type="search" name="q" defaultValue={defaultValue} placeholder={label} maxLength={80} />
        </label>
        <button type="submit" className={buttonClass('plain', 'bar')}>
          Find
        </button>
      </form>
    </search>
  )
}
