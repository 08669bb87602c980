// The service behind the chat, asked as the session of our own page or by a token.

// Longer than the service's own limit for a reply, so that its apology arrives first.
const REPLY_WITHIN = 40000;
// The stream says at least every 15 s that it is alive.
const SILENT_AFTER = 40000;

class Service {
  name = `signpost:${at("/").origin}`;

  get token() {
    return (!isOwn && remembered("localStorage", this.name)) || this.given;
  }

  fetch(path, { headers, ...options } = {}) {
    const { token } = this;
    const who = !token ? {} : isOwn ? { "X-Signpost-Token": token } : { Authorization: `Bearer ${token}` };
    const credentials = isOwn ? "same-origin" : "omit";
    return fetch(at(path), { credentials, ...options, headers: { ...who, ...headers } });
  }

  async get(path) {
    const answer = await this.fetch(path);
    if (!answer.ok) throw new Error(answer.status);
    return answer;
  }

  style() {
    return fetch(script.dataset.style || at("widget.css")).then((answer) => answer.text());
  }

  // Words, numbers, token and transcript: all that the chat begins with.
  async start() {
    const start = await this.get("/chat").then((answer) => answer.json());
    this.given = start.token;
    if (this.isKept || remembered("localStorage", this.name)) this.keep();
    return start;
  }

  // The same for all who need a session at that moment.
  renew() {
    this.renewal ??= this.start().finally(() => { this.renewal = null; });
    return this.renewal;
  }

  // Only for who has spoken: nothing is written down on a page on which nobody asks.
  keep() {
    this.isKept = true;
    if (!isOwn && this.given) remember("localStorage", this.name, this.given);
  }

  send(turn, sender) {
    return this.fetch("/webhooks/rest/webhook", {
      method: "POST",
      signal: AbortSignal.timeout(REPLY_WITHIN),
      headers: { "Content-Type": "application/json", "Idempotency-Key": turn.key },
      body: JSON.stringify({ sender, message: turn.said }),
    }).catch(() => null);
  }

  // Whether it is erased; the next message begins a new conversation.
  async clear() {
    const answer = await this.fetch("/chat", { method: "DELETE" }).catch(() => null);
    if (!answer || !answer.ok) return false;
    this.forget((await answer.json()).token);
    remember("localStorage", this.name, null);
    return true;
  }

  // Without a token, the next who needs one gets it.
  forget(token = null) {
    this.given = token;
    this.isKept = false;
  }

  async judge(key, useful, why) {
    const answer = await this.fetch("/chat/useful", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ key, useful, ...(why ? { why } : {}) }),
    }).catch(() => null);
    return answer !== null && answer.ok;
  }

  // Server-sent events after the one with the id `last`, until the connection ends. Read by fetch,
  // since an EventSource cannot send the token.
  async *news(last, cut) {
    const headers = last ? { "Last-Event-ID": last } : {};
    const answer = await this.fetch("/chat/stream", { headers, signal: cut.signal });
    if (!answer.ok) throw Object.assign(new Error(), { status: answer.status });
    yield { event: "open" };
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; ;) {
      const silent = setTimeout(() => cut.abort(), SILENT_AFTER);
      const { value, done } = await reader.read().finally(() => clearTimeout(silent));
      if (done) return;
      const parts = (text + value).split("\n\n");
      text = parts.pop();
      for (const part of parts) {
        const fields = Object.fromEntries(part.split("\n").map((line) => line.split(/: ?(.*)/s)));
        if (fields.data) yield { ...fields, data: JSON.parse(fields.data) };
      }
    }
  }
}
