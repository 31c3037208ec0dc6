import type { ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx'
import { XIcon } from './icons.tsx'

type OpenDialogProps = {
  /** The id of the `Sheet`. */
  opens: string
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  children: ReactNode
}

/** Opens a `Sheet`. The popover API does it, so it works before and without JavaScript. */
export function OpenSheet({ opens, variant, size, className, children }: OpenDialogProps) {
  return (
    <button
      type="button"
      popoverTarget={opens}
      aria-haspopup="dialog"
      className={buttonClass(variant, size, className)}
    >
      {children}
    </button>
  )
}

/** Closes the `Sheet` that it stands in, without doing anything: "Cancel". */
export function CloseSheet({ closes, children }: { closes: string; children: ReactNode }) {
  return (
    <button type="button" popoverTarget={closes} popoverTargetAction="hide" className={buttonClass('ghost')}>
      {children}
    </button>
  )
}

type SheetProps = { id: string; title: string; children: ReactNode; footer?: ReactNode }

/**
 * A question above the page: a reason, a confirmation, a short form. Escape and a click beside it close it and the focus
 * returns to the button, all by the browser. Posted without a script it stands on the page, with what was answered
 * (floating.css). A destructive act is a plain button in here that says what it does.
 */
export function Sheet({ id, title, children, footer }: SheetProps) {
  return (
    <dialog id={id} popover="auto" aria-labelledby={`${id}-title`} className="sheet">
      <div className="flex items-center justify-between gap-4 px-5 pt-4">
        <h2 id={`${id}-title`} className="text-heading font-semibold">
          {title}
        </h2>
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          aria-label="Close"
          className="btn btn-square btn-ghost btn-sm -mr-2 text-ink-3 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
        >
          <XIcon size={18} />
        </button>
      </div>
      <div className="px-5 pt-2 pb-5">{children}</div>
      {footer != null ? (
        <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
      ) : null}
    </dialog>
  )
}
