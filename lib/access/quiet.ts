import 'server-only'
import { headers } from 'next/headers'

/**
 * Whether a phone fetches this page ahead, to keep it (public/sw.js): it is read as any page is, but nobody has it before her eyes,
 * and words on it do not count as read.
 */
export const isQuiet = async (): Promise<boolean> => (await headers()).get('x-stepwise-quiet') === '1'
