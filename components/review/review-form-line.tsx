import { TextLink } from '#components/ui/link-button.tsx'
import type { ReviewFormState } from '#lib/intake/review-form/asked/schema.ts'

/** Whether the form before the planned review is answered, and where the answers stand. */
export function ReviewFormLine({ state, className = '' }: { state: ReviewFormState; className?: string }) {
  return (
    <p className={`num text-dense ${className}`}>
      Review form: {state.text}. {state.href ? <TextLink href={state.href}>Read the answers</TextLink> : null}
    </p>
  )
}
