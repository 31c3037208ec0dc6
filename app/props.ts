import type { ReactNode } from 'react'

/** What Next hands to a page: the names of its `[…]` folders, as in `<'caseId'>`. What comes from a URL is not trusted. */
export type PageProps<Param extends string = never> = {
  params: Promise<Record<Param, string>>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export type LayoutProps<Param extends string = never> = {
  params: Promise<Record<Param, string>>
  children: ReactNode
}
