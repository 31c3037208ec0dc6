/** Plain text only: nothing in a message needs a picture, and a mail program shows text the same everywhere. */
export type MailInput = { to: string; subject: string; text: string }
