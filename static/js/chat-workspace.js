// <chat-workspace class="workspace"> around the list, the thread and the preview: which pane a phone shows, the newest message in
// view unless the reader scrolled up, a preview that follows the draft, Escape to stop.
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
    this.addEventListener("keydown", (event) => { if (event.key === "Escape") this.querySelector("[data-stop]")?.click(); }, { signal });
    this.addEventListener("draft-changed", () => this.showDraft(), { signal });
    this.addEventListener("htmx:beforeRequest", () => { this.isPinned = true; }, { signal });
    addEventListener("load", () => this.stick(), { signal });
    addEventListener("resize", () => { this.fit(); this.stick(); }, { signal });
    this.stick();
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.watcher.disconnect();
    clearTimeout(this.waiting);
  }

  stick() { if (this.isPinned) this.messages.scrollTop = this.messages.scrollHeight; }

  press(event) {
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
