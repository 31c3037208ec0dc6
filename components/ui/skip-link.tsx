type SkipLinkProps = { href?: string; words?: string }

/** The first stop of the Tab key on every page, or in a long one. Each shell gives its main element the id `main`. */
export function SkipLink({ href = '#main', words = 'Skip to the content' }: SkipLinkProps) {
  return (
    <a
      href={href}
      className="no-print sr-only z-50 rounded-field bg-base-100 px-4 py-3 text-body font-semibold text-primary focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:px-4 focus:py-3"
    >
      {words}
    </a>
  )
}
