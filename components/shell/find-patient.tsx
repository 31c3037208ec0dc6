import { SearchIcon } from '#components/ui/icons.tsx'

/** Sends `GET /patients?q=`, so it works without JavaScript. The words stay in the address. */
export function FindPatient({ id, defaultValue }: { id: string; defaultValue?: string }) {
  return (
    <search>
      <form action="/patients" method="get">
        <label
          htmlFor={id}
          className="input flex h-8 w-full items-center gap-2 rounded-field border-line px-2.5 text-dense max-lg:h-11 max-lg:text-base pointer-coarse:h-11"
        >
          <SearchIcon size={15} className="text-ink-3" />
          <span className="sr-only">Find patient</span>
          <input
            id={id}
            type="search"
            name="q"
            placeholder="Find patient"
            defaultValue={defaultValue}
            autoComplete="off"
            className="min-w-0 grow"
          />
        </label>
      </form>
    </search>
  )
}
