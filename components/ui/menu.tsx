import type { ReactNode } from 'react'
import { ChevronDownIcon, EllipsisIcon } from './icons.tsx'

type MenuProps = {
  /** Unique on the page. */
  id: string
  /** What the menu is about: "Actions for Hanna Muster". Shown as the button's text when `text` is set. */
  label: string
  text?: ReactNode
  align?: 'start' | 'end'
  children: ReactNode
}

/** A few links or buttons behind a button. The popover API opens and closes it, without script. */
export function Menu({ id, label, text, align = 'end', children }: MenuProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        title={text == null ? label : undefined}
        className={
          text == null
            ? 'btn btn-square btn-ghost btn-xs text-ink-3 pointer-coarse:min-h-11 pointer-coarse:min-w-11'
            : 'btn btn-plain btn-xs h-7 gap-1 px-2.5 text-caption font-medium text-ink-2 pointer-coarse:min-h-11'
        }
      >
        {text ?? <EllipsisIcon />}
        {text == null ? null : <ChevronDownIcon size={13} />}
      </button>
      <div id={id} popover="auto" className={align === 'start' ? 'pop pop-start' : 'pop'}>
        <div className="grid gap-0.5">{children}</div>
      </div>
    </>
  )
}

/** The look of a row in a menu; also for a submit button inside a form. */
export const menuItemClass =
  'flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-field px-2.5 text-left text-dense hover:bg-hover aria-[current=true]:bg-teal-soft aria-[current=true]:text-teal-ink pointer-coarse:min-h-11'
