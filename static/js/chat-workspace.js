// <chat-workspace class="workspace" data-news=".../news/"> around the list, the thread and the preview: which pane a phone shows, the
// newest message in view unless the reader scrolled up, a preview that follows the draft, Escape to stop; what is said and decided
// in other tabs; ArrowUp in the empty box to edit the last message, Escape to leave it.
customElements.define("chat-workspace", class extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.messages = this.querySelector(".messages");
    this.isPinned = true;
    this.messages.addEventListener("scroll", () => {
      this.isPinned = this.messages.scrollHeight - this.messages.scrollTop - this.messages.clientHeight < 80;
    }, { signal, passive: true });
    this.watcher = new MutationObserver(() => this.stick());
    this.watcher.observe(this.messages, { childList: true, subtree: true, characterData: true });
    this.addEventListener("click", (event) => this.press(event), { signal });
    this.addEventListener("keydown", (event) => this.key(event), { signal });
    this.addEventListener("toggle", (event) => this.toggled(event), { signal, capture: true });
    this.addEventListener("draft-changed", () => this.showDraft(), { signal });
    this.addEventListener("htmx:beforeRequest", () => { this.isPinned = true; }, { signal });
    addEventListener("load", () => this.stick(), { signal });
    addEventListener("pageshow", (event) => { if (event.persisted) this.look(); }, { signal });
    document.addEventListener("visibilitychange", () => this.lookIfIdle(), { signal });
    this.looking = setInterval(() => this.lookIfIdle(), 4000);
    addEventListener("resize", () => { this.fit(); this.stick(); }, { signal });
    this.stick();
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.watcher.disconnect();
    clearTimeout(this.waiting);
    clearInterval(this.looking);
  }

  // Only the last message is said anew.
  get edit() { return this.querySelector("#transcript > :nth-last-child(-n+2) > details.edit"); }

  key(event) {
    const edit = this.edit;
    if (event.key === "Escape") {
      if (edit?.open) this.close(edit);
      else this.querySelector("[data-stop]")?.click();
    } else if (event.key === "ArrowUp" && edit && event.target.matches("#message") && !event.target.value) {
      event.preventDefault();
      edit.open = true;
      this.write(edit); // at once: the toggle comes later than the next key
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches(".edit textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  }

  toggled(event) {
    if (event.target.open && event.target.matches("details.again")) event.target.scrollIntoView({ block: "nearest" });
    if (event.target.matches("details.edit[open]:not(:focus-within)")) this.write(event.target);
  }

  write(edit) {
    const text = edit.querySelector("textarea");
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }

  close(edit) {
    edit.open = false;
    this.querySelector("#message")?.focus();
  }

  // While an answer comes, its stream tells; else another tab may have said or decided something.
  lookIfIdle() {
    const isBusy = this.edit?.open || this.querySelector("assistant-stream, .htmx-request");
    if (!document.hidden && !isBusy) this.look();
  }

  look() {
    const version = this.querySelector("#version")?.value ?? "";
    htmx.ajax("GET", `${this.dataset.news}?version=${version}`, { target: this, swap: "none" });
  }

  stick() { if (this.isPinned) this.messages.scrollTop = this.messages.scrollHeight; }

  press(event) {
    const cancelled = event.target.closest("[data-close-edit]");
    if (cancelled) this.close(cancelled.closest("details"));
    const pane = event.target.closest("[data-view-set]"), width = event.target.closest("[data-width-set]");
    if (pane) {
      event.preventDefault();
      this.dataset.view = pane.dataset.viewSet;
      if (!pane.dataset.viewSet) this.stick();
    }
    if (width) {
      width.parentElement.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", button === width));
      this.querySelector(".preview .frame").dataset.width = width.dataset.widthSet;
      this.fit();
    }
  }

  // A desktop is drawn 1280 pixels wide and shrunk to the pane.
  fit() {
    const frame = this.querySelector(".preview .frame");
    frame?.style.setProperty("--scale", Math.min(1, frame.clientWidth / 1280));
  }

  showDraft() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const frame = this.querySelector(".preview iframe"), pane = this.querySelector(".preview");
      if (frame) frame.contentWindow.location.reload();
      else htmx.ajax("GET", pane.dataset.panel, { target: pane, swap: "outerHTML" });
    }, 120);
  }
});
