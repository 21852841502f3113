import { newId } from "#shared/lib/id.ts";
import type { Store } from "#server/store/port.ts";

export interface Mail {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}
export interface KeptMail extends Mail {
  readonly id: string;
  readonly at: string;
  readonly sent_at: string | null;
}

/** Days that mail is kept: it may hold links that open something. */
const KEPT_DAYS = 30;

/** Mail of the system (resets, invitations). Without an SMTP server it is kept and shown to the administrator. */
export class Mailbox {
  constructor(
    private readonly store: Store,
    private readonly smtpUrl: string | null,
    private readonly from: string,
  ) {}

  /** Keeps the mail and, where there is an SMTP server, sends it; throws where the server refuses it. */
  async send(mail: Mail): Promise<void> {
    const now = Date.now();
    const id = newId();
    // Sent mail is not kept readable: its body may hold a link, and it has reached whom it was for.
    const body = this.smtpUrl === null ? mail.body : "";
    await this.store.write(async (tx) => {
      await tx.run("delete from main.mail where at < ?", [new Date(now - KEPT_DAYS * 86_400_000).toISOString()]);
      await tx.run("insert into main.mail (id, at, recipient, subject, body, sent_at) values (?, ?, ?, ?, ?, ?)", [id, new Date(now).toISOString(), mail.recipient, mail.subject, body, null]);
    });
    if (this.smtpUrl === null) return;
    const { createTransport } = await import("nodemailer");
    const transport = createTransport(this.smtpUrl);
    try {
      await transport.sendMail({ from: this.from, to: oneLine(mail.recipient), subject: oneLine(mail.subject), text: mail.body });
    } finally {
      transport.close();
    }
    await this.store.write((tx) => tx.run("update main.mail set sent_at = ? where id = ?", [new Date().toISOString(), id]));
  }

  /** The newest first, at most 200. */
  async list(): Promise<KeptMail[]> {
    const rows = await this.store.reader.all("select id, at, recipient, subject, body, sent_at from main.mail order by at desc, id desc limit 200");
    return rows.map(([id, at, recipient, subject, body, sent]) => ({
      id: String(id), at: String(at), recipient: String(recipient), subject: String(subject), body: String(body), sent_at: sent === null ? null : String(sent),
    }));
  }
}

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ");
