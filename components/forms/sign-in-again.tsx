/** For whoever was signed out while she typed: what she typed stays in this tab. */
export function SignInAgain() {
  return (
    <a
      href="/sign-in?why=tab"
      target="_blank"
      className="inline-block font-medium underline underline-offset-2 pointer-coarse:py-2"
      rel="noopener"
    >
      Sign in in a new tab, then save again
    </a>
  )
}
