type Props = {
  /** One path of squares, and how many of them are on a side. */
  qr: { readonly path: string; readonly size: number }
  /** "QR code with the address of the form". */
  label: string
  className?: string
}

/** Black on white in every theme: a phone has to read it. */
export function QrCode({ qr: { path, size }, label, className = '' }: Props) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={`w-44 rounded-field ${className}`}
      style={{ background: '#fff' }}
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
