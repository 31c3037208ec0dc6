type Props = { what: string; onDelete: () => void }

/** Nothing that somebody entered is thrown away unasked. */
export function DeleteFromPhone({ what, onDelete }: Props) {
  const ask = () => {
    if (confirm(`${what} is not saved. Delete it from this phone?`)) onDelete()
  }
  return (
    <button
      type="button"
      onClick={ask}
      className="inline-flex min-h-11 cursor-pointer items-center text-label underline"
    >
      Delete it
    </button>
  )
}
