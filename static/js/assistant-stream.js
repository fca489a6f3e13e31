// <li class="message" id="run-..."><assistant-stream hidden src=".../stream/?after=3" data-fragment=".../"></assistant-stream></li>
// Follows one answer: text and receipts appear in the message around it. EventSource itself comes back with Last-Event-ID after a
// break. Behind the last event, and when an answer begins anew, the message is fetched, so that what stands there is what a reload
// would show.
customElements.define("assistant-stream", class extends HTMLElement {
  connectedCallback() {
    this.message = this.closest(".message");
    this.source = new EventSource(this.getAttribute("src"));
    const on = (kind, act) => this.source.addEventListener(kind, (event) => { if (event.data) act(JSON.parse(event.data)); });
    on("status", ({ text }) => this.status(text));
    on("text", ({ text }) => this.write(text));
    on("tool", (call) => this.receipt(call));
    on("state", () => this.dispatchEvent(new CustomEvent("draft-changed", { bubbles: true })));
    on("reset", () => this.refresh("Trying again"));
    on("approval", () => this.refresh("It needs your approval"));
    on("error", ({ text }) => this.refresh(text));
    on("done", () => this.refresh("Answer ready"));
    this.source.onerror = () => { if (this.source.readyState === EventSource.CLOSED) this.refresh(""); };
  }

  disconnectedCallback() { this.source.close(); }

  parts() { return [...this.message.querySelectorAll(":scope > .text, :scope > .tool-calls")]; }

  status(text) {
    const line = document.getElementById("assistant-status");
    if (line && text) line.textContent = text;
  }

  // What stands in the message comes from the server: this answer as it is now, what waited behind it, what stands around.
  refresh(text) {
    this.source.close();
    this.status(text);
    htmx.ajax("GET", this.dataset.fragment, { target: this.message, swap: "outerHTML" });
  }

  // Text that stood there when the page was loaded brings its words along; what follows goes on in the same paragraph.
  write(text) {
    let part = this.parts().at(-1);
    if (!part?.matches("[data-words]")) {
      part = document.createElement("div");
      part.className = "text";
      part.dataset.words = "";
      this.before(part);
    }
    part.dataset.words += text;
    part.replaceChildren(...this.blocks(part.dataset.words));
  }

  *blocks(words) {
    for (const block of words.split(/\n{2,}/).filter((piece) => piece.trim())) {
      const lines = block.split("\n");
      const isList = lines.every((line) => line.startsWith("- "));
      const element = document.createElement(isList ? "ul" : "p");
      for (const line of isList ? lines : [block]) {
        const place = isList ? element.appendChild(document.createElement("li")) : element;
        place.append(...this.inline(isList ? line.slice(2) : line));
      }
      yield element;
    }
  }

  *inline(line) {
    for (const piece of line.split(/(\*\*[^*]+\*\*|==[^=]+==)/)) {
      const tag = piece.startsWith("**") ? "strong" : piece.startsWith("==") ? "mark" : "";
      if (!tag) { yield piece; continue; }
      const element = document.createElement(tag);
      element.textContent = piece.slice(2, -2);
      yield element;
    }
  }

  receipt({ reference, name, state, title, summary }) {
    if (name === "ask_user") return;
    const old = document.getElementById(`call-${reference}`);
    if (old?.matches(".approval")) return; // what a person approved stays the card they approved
    const shown = { running: "running", done: "done" }[state] ?? "failed";
    if (state === "pending_approval") { old?.remove(); return; }
    const fresh = document.getElementById(`receipt-${shown}`).content.firstElementChild.cloneNode(true);
    fresh.id = `call-${reference}`;
    fresh.querySelector("strong").textContent = title;
    fresh.querySelector("small").textContent = summary;
    if (old) old.replaceWith(fresh);
    else this.group().append(fresh);
    if (shown === "done") this.status(`${title}: ${summary}`);
  }

  group() {
    const last = this.parts().at(-1);
    if (last?.matches(".tool-calls")) return last;
    const group = document.createElement("div");
    group.className = "tool-calls";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "What I did");
    this.before(group);
    return group;
  }
});
