import type { ReactNode, SVGProps } from 'react'
import { markup } from './markup.ts'

/** A picture that is only looked at: what is in it reaches the browser as one string. */
export function Drawing({
  children,
  ...svg
}: Omit<SVGProps<SVGSVGElement>, 'ref'> & { children: ReactNode }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: `markup` escapes every text and every value of an attribute
  return <svg {...svg} dangerouslySetInnerHTML={{ __html: markup(children) }} />
}
