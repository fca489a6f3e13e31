// <ticket-scanner detector="…/ponyfill.js" reader="…/zxing_reader.wasm"> around the door: reads QR codes with the camera, puts them into
// the form's code field and sends it; closes results; buzzes. Without a camera, typing and a hand scanner do the same.
const PAUSE = 150; // ms between two looks at the picture
const REST = 2500; // ms until the same code counts again
const CLOSES = 1800; // ms that "come in" stays
const BUZZ = { valid: 60, repeat: [60, 80, 60], wrong: 400, unpaid: 400 };

customElements.define("ticket-scanner", class extends HTMLElement {
  connectedCallback() {
    this.stopping = new AbortController();
    const listen = (target, type, act) => target.addEventListener(type, act, { signal: this.stopping.signal });
    this.form = this.querySelector("form.scanner-actions");
    this.field = this.form.elements.code;
    this.answer = this.querySelector("#door-answer");
    this.video = this.querySelector("video");
    listen(this, "click", (event) => this.clicked(event));
    listen(this, "htmx:afterSwap", (event) => { if (event.detail.target === this.answer) this.answered(); });
    listen(this, "htmx:sendError", () => this.say("No connection. Nobody was checked in; try again."));
    listen(this, "htmx:responseError", (event) => this.say(`That did not go through (${event.detail.xhr.status}). Reload the page.`));
    listen(window, "online", () => this.showConnection());
    listen(window, "offline", () => this.showConnection());
    listen(document, "keydown", (event) => { if (event.key === "Escape") this.close(); });
    this.showConnection();
    this.offerCamera();
    if (this.answer.firstElementChild) this.answered();
  }

  disconnectedCallback() {
    this.stopping.abort();
    clearTimeout(this.closing);
    this.video.srcObject?.getTracks().forEach((track) => track.stop());
  }

  async offerCamera() {
    if (!navigator.mediaDevices?.getUserMedia) return;
    this.querySelector("[data-camera]").hidden = false;
    const permission = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
    if (permission?.state === "granted") this.start();
  }

  async start() {
    try {
      this.video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      await this.video.play();
    } catch {
      this.say("The camera is not available. Type a code, or find guests by name.");
      return;
    }
    for (const part of this.querySelectorAll(".reticle, video")) part.hidden = false;
    for (const part of this.querySelectorAll(".scene, [data-camera]")) part.hidden = true;
    this.say("Hold the code inside the frame");
    const [track] = this.video.srcObject.getVideoTracks();
    this.querySelector("[data-torch]").hidden = !track.getCapabilities?.().torch;
    try {
      this.look(await this.makeDetector());
    } catch {
      this.say("This browser cannot read codes. Type a code, or find guests by name.");
    }
  }

  async makeDetector() {
    if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      return new BarcodeDetector({ formats: ["qr_code"] });
    }
    await new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: this.getAttribute("detector"), onload: done, onerror: failed });
      document.head.append(script);
    });
    const { BarcodeDetector: Ponyfill, prepareZXingModule } = window.BarcodeDetectionAPI;
    prepareZXingModule({ overrides: { locateFile: () => this.getAttribute("reader") } });
    return new Ponyfill({ formats: ["qr_code"] });
  }

  async look(detector) {
    while (this.isConnected) {
      const [found] = this.video.readyState >= 2 && !document.hidden ? await detector.detect(this.video).catch(() => []) : [];
      if (found) this.read(found.rawValue);
      await new Promise((next) => setTimeout(next, PAUSE));
    }
  }

  read(code) {
    const now = Date.now();
    const isSame = code === this.last && now - this.seen < REST;
    this.last = code;
    this.seen = now;
    if (isSame) return;
    this.field.value = code;
    this.form.requestSubmit();
  }

  clicked(event) {
    if (event.target.closest("[data-camera]")) this.start();
    const torch = event.target.closest("[data-torch]");
    if (torch) this.light(torch);
    if (event.target.closest("[data-next]")) {
      event.preventDefault();
      this.close();
    }
  }

  light(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    this.video.srcObject?.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on }] });
  }

  answered() {
    clearTimeout(this.closing);
    const result = this.answer.querySelector(".scan-result");
    if (this.answer.querySelector(".guest-list")) {
      this.answer.querySelector("h2").focus();
      return;
    }
    if (result) navigator.vibrate?.(BUZZ[result.dataset.result]);
    if (result?.dataset.result === "valid") this.closing = setTimeout(() => this.close(), CLOSES);
    this.field.value = "";
    this.field.focus();
  }

  close() {
    clearTimeout(this.closing);
    this.answer.replaceChildren();
    this.field.value = "";
    this.field.focus();
  }

  say(words) {
    this.querySelector(".tip").textContent = words;
  }

  showConnection() {
    const badge = this.querySelector("[data-online]");
    badge.textContent = navigator.onLine ? "Online" : "Offline";
    badge.dataset.tone = navigator.onLine ? "good" : "bad";
  }
});
