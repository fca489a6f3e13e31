// <file-drop><input type="file" form="attach"><progress hidden></progress><span class="state"></span></file-drop> beside the message box.
// A file that is chosen, dropped on the thread or pasted into it is sent at once through the form; <form id="attach"> does the rest.
// <pick-list><form> ... [data-all] ticks every box of its fieldset; without scripts each box is ticked by hand.
const MOST_BYTES = 5_000_000;

customElements.define("file-drop", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.bar = this.querySelector("progress");
    this.form = document.getElementById(this.input.getAttribute("form"));
    this.thread = this.closest(".thread");
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const on = (target, kind, act) => target.addEventListener(kind, (event) => act(event), { signal });
    on(this.input, "change", () => this.send(this.input.files));
    on(this.thread, "dragover", (event) => this.over(event));
    on(this.thread, "dragleave", (event) => { if (!this.thread.contains(event.relatedTarget)) this.out(); });
    on(this.thread, "drop", (event) => this.drop(event));
    on(this.thread, "paste", (event) => this.paste(event));
    on(document, "htmx:xhr:progress", (event) => { if (event.target === this.form) this.progress(event.detail); });
    on(document, "htmx:afterRequest", (event) => { if (event.target === this.form) this.done(event.detail.successful); });
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.out();
  }

  over(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.thread.dataset.drop = "Drop it here: text, calendar, table or PDF";
  }

  out() { delete this.thread.dataset.drop; }

  drop(event) {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.out();
    this.take(event.dataTransfer.files);
  }

  // Text that is pasted stays text, also when the clipboard holds a picture of it.
  paste(event) {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    this.take(files);
  }

  take(files) {
    const one = new DataTransfer();
    one.items.add(files[0]);
    this.input.files = one.files;
    this.send(one.files);
  }

  send(files) {
    const [file] = files;
    if (!file) return;
    document.getElementById("message-refused").textContent = "";
    if (file.size > MOST_BYTES) {
      this.input.value = "";
      document.getElementById("message-refused").textContent = "This file is larger than 5 MB. Save only the part that matters.";
      return;
    }
    this.say(`Reading ${file.name}`);
    this.form.requestSubmit();
  }

  progress({ loaded, total }) {
    this.bar.hidden = false;
    if (loaded >= total) this.bar.removeAttribute("value"); // sent; now it is read
    else this.bar.value = loaded / total;
  }

  done(isRead) {
    this.bar.hidden = true;
    this.input.value = "";
    this.say("");
    const status = document.getElementById("assistant-status");
    if (isRead && status) status.textContent = "File read. What was found stands below the messages, to be picked.";
  }

  say(text) { this.querySelector(".state").textContent = text; }
});

customElements.define("pick-list", class extends HTMLElement {
  connectedCallback() {
    this.querySelectorAll("[data-all]").forEach((label) => { label.hidden = false; });
    this.addEventListener("change", (event) => this.changed(event.target));
  }

  boxes(fieldset) { return [...fieldset.querySelectorAll("[name=ids]:not(:disabled)")]; }

  changed(box) {
    const fieldset = box.closest("fieldset"), all = fieldset.querySelector("[data-all] input");
    if (box === all) this.boxes(fieldset).forEach((one) => { one.checked = all.checked; });
    else if (all) all.checked = this.boxes(fieldset).every((one) => one.checked);
  }
});
