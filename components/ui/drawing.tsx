import type { ReactNode, SVGProps } from 'react'
import { markup } from './markup.ts'

type DrawingProps = Omit<SVGProps<SVGSVGElement>, 'ref' | 'children'> &
  ({ children: ReactNode; marks?: never } | { marks: string; children?: never })

/** A picture that is only looked at: what is in it reaches the browser as one string. `marks`: as `markup` wrote it before. */
export function Drawing({ children, marks, ...svg }: DrawingProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: `markup` escapes every text and every value of an attribute
  return <svg {...svg} dangerouslySetInnerHTML={{ __html: marks ?? markup(children) }} />
}
