// News: what happens without being asked for, told by the service as long as somebody looks.

// Two in a row may be a server that is starting again; then it is said.
const FAILURES_BEFORE_SAYING = 2;

class ListeningChat extends SendingChat {
  get isTalk() {
    return this.conversation.turns.size > 0 || this.start.has_enquiry || this.start.replies.length > 0;
  }

  // Only while somebody looks: a browser has few connections for all of its windows.
  async follow() {
    if (this.isFollowing) return;
    this.isFollowing = true;
    for (let tries = 0; this.isTalk && !document.hidden && this.isConnected; tries++) {
      this.cut = new AbortController();
      try {
        await this.haveSession();
        for await (const news of this.service.news(this.last, this.cut)) {
          if (this.cut.signal.aborted) break;
          tries = 0;
          await this.hear(news);
        }
      } catch (error) {
        if (error.status === 403) await this.service.renew().catch(() => null);
        const isAway = !(error.status < 500) && !this.cut.signal.aborted;
        if (isAway && tries >= FAILURES_BEFORE_SAYING) this.worry();
        await this.lookForAnswers();
      }
      if (!document.hidden) await this.pause(backOff(tries));
    }
    this.isFollowing = false;
  }

  async hear({ event, id, data }) {
    if (id) this.last = id;
    if (event === "open") this.heardAgain();
    if (event === "turn") this.hearTurn(data);
    if (event === "reply") this.conversation.advisor(data);
    if (event === "stopped") this.stop(data.sentence);
    if (event === "started") this.calm();
    if (event === "again") this.conversation.merge(await this.service.renew());
    if (event === "cleared") this.hearCleared();
  }

  // In another window, whose answer brings the new session: this one asks for it when it needs it.
  hearCleared() {
    this.service.forget();
    this.beginAgain();
  }

  async haveSession() {
    if (!this.isStale) return;
    const start = await this.service.renew();
    this.isStale = false;
    this.last = start.last;
    this.conversation.merge(start);
  }

  // The service is there: what waits for it, other than because it is busy, need wait no longer.
  heardAgain() {
    const { words, worried } = this;
    if (worried === words.lost) this.calm();
    if (worried === words.lost || worried === words.offline) this.hurry();
  }

  hearTurn(given) {
    const turn = this.conversation.turns.get(given.key);
    if (!turn) this.conversation.turn(given);
    else if (given.reply) this.replied(turn, given.reply);
  }

  // For whoever left an enquiry here and is looking.
  async lookForAnswers() {
    if (document.hidden || !this.isTalk) return;
    const found = await this.service.get("/chat/replies").then((answer) => answer.json()).catch(() => []);
    for (const answer of found) this.conversation.advisor(answer);
  }
}
