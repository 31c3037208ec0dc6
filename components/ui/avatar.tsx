import { cx } from './cx.ts'

/** "Hanna Muster" becomes HM, "Müller" M. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('')
}

const sizes = {
  small: 'h-6 w-6 text-[0.6875rem]',
  desk: 'h-7 w-7 text-[0.6875rem]',
  large: 'h-8 w-8 text-[0.71875rem]',
  phone: 'h-9 w-9 text-caption',
}

type AvatarProps = { name: string; size?: keyof typeof sizes; own?: boolean; alone?: boolean }

/**
 * Initials of a person. `own` marks the reader in teal. `alone`: the name does not stand beside it, so it is read out
 * and shown under the pointer.
 */
export function Avatar({ name, size = 'small', own = false, alone = false }: AvatarProps) {
  return (
    <span
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full font-semibold tracking-tight',
        sizes[size],
        own ? 'bg-teal-soft text-teal-ink' : 'bg-base-200 text-ink-2',
      )}
      title={alone ? name : undefined}
    >
      <span aria-hidden="true">{initials(name)}</span>
      {alone ? <span className="sr-only">{name}</span> : null}
    </span>
  )
}
