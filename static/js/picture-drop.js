// <picture-drop><div id="pictures"> … <form class="picture-form" data-most="15000000"> with a file field … </form></div></picture-drop>
// Pictures dropped anywhere inside: one goes into the form, so that it can be described; several are uploaded one after the other.
// What is too large is said before anything is sent. Pasting works like dropping.
customElements.define("picture-drop", class extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, (event) => this.over(event), { signal });
    this.addEventListener("dragleave", (event) => { if (!this.contains(event.relatedTarget)) delete this.dataset.over; }, { signal });
    this.addEventListener("drop", (event) => this.take(event, event.dataTransfer), { signal });
    document.addEventListener("paste", (event) => this.take(event, event.clipboardData), { signal });
    this.addEventListener("change", (event) => { if (event.target.type === "file") this.isSmall(event.target.files[0]); }, { signal });
    this.addEventListener("submit", (event) => this.check(event), { signal, capture: true });
    this.addEventListener("htmx:afterSwap", () => this.invite(), { signal });
    this.invite();
  }

  disconnectedCallback() { this.leaving.abort(); }

  get form() { return this.querySelector(".picture-form"); }

  invite() { const words = this.querySelector(".drop-here"); if (words) words.hidden = false; }

  over(event) {
    if (!this.form || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.dataset.over = "";
  }

  take(event, carried) {
    delete this.dataset.over;
    const files = [...carried?.files ?? []];
    if (!files.length || !this.form) return;
    event.preventDefault();
    if (files.length > 1) { this.sendAll(files); return; }
    if (!this.isSmall(files[0])) return;
    const one = new DataTransfer();
    one.items.add(files[0]);
    this.form.elements.image.files = one.files;
    this.form.elements.alt.focus();
  }

  check(event) {
    const file = event.target === this.form ? this.form.elements.image.files[0] : undefined;
    if (!file || this.isSmall(file)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  isSmall(file) {
    const most = Number(this.form.dataset.most);
    if (!file || file.size <= most) { this.refuse([]); return true; }
    this.refuse([this.tooLarge(file, most)]);
    return false;
  }

  tooLarge(file, most) { return `${file.name} has ${Math.ceil(file.size / 1e6)} MB; ${most / 1e6} MB is the most. Save it smaller.`; }

  async sendAll(files) {
    const refusals = [], most = Number(this.form.dataset.most);
    for (const [place, file] of files.entries()) {
      this.say(`Uploading ${place + 1} of ${files.length}: ${file.name}`);
      const refusal = file.size > most ? this.tooLarge(file, most) : await this.send(file);
      if (refusal) refusals.push(refusal);
    }
    this.say(`${files.length - refusals.length} of ${files.length} pictures added.`);
    this.refuse(refusals);
  }

  // Resolves to the sentence of a refusal, or to nothing.
  async send(file) {
    const data = new FormData(this.form);
    data.set("image", file, file.name);
    data.set("alt", "");
    let answer;
    try {
      answer = await fetch(this.form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    } catch {
      return `${file.name}: the connection broke. Try again.`;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) return `${file.name}: ${page.querySelector(".error span, .alert p")?.textContent ?? "That did not work. Try again."}`;
    const place = this.querySelector("#pictures"), fresh = page.querySelector("#pictures");
    place.replaceWith(fresh);
    window.htmx?.process(fresh);
    this.invite();
    return "";
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
    const shown = this.querySelector(".drop-here span");
    if (shown) shown.textContent = words;
  }

  refuse(sentences) {
    const place = this.querySelector("#pictures-refusal");
    place.replaceChildren(...sentences.map((sentence) => {
      const alert = document.createElement("div"), words = document.createElement("p");
      alert.className = "alert";
      alert.dataset.tone = "bad";
      alert.setAttribute("role", "alert");
      words.textContent = sentence;
      alert.append(words);
      return alert;
    }));
  }
});
