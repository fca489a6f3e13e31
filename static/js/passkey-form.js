// <passkey-form ceremony="sign-in|confirm|create" options="id-of-json"><form>… <input name="credential"> <button>…</button> <p class="error" hidden></form></passkey-form>
// Asks the browser for a passkey, puts the answer into the form and sends it. Needs allauth's mfa/js/webauthn-json.js.
customElements.define("passkey-form", class extends HTMLElement {
  connectedCallback() {
    if (!window.webauthnJSON?.supported()) { this.hidden = true; return; }
    this.stopping = new AbortController();
    this.addEventListener("submit", (event) => this.ask(event), { signal: this.stopping.signal });
  }

  disconnectedCallback() { this.stopping?.abort(); }

  async ask(event) {
    event.preventDefault();
    const form = event.target, button = event.submitter, problem = this.querySelector(".error[role=alert]");
    problem.hidden = true;
    button?.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = JSON.stringify(await this.credential(form));
      form.submit();
    } catch (error) {
      problem.querySelector("span").textContent = this.sentence(error);
      problem.hidden = false;
      button?.removeAttribute("aria-busy");
    }
  }

  async credential(form) {
    const options = await this.options(form);
    if (this.getAttribute("ceremony") !== "create") return window.webauthnJSON.get(options.request_options);
    const choice = options.creation_options.publicKey.authenticatorSelection, alone = form.elements.passwordless?.checked ?? false;
    Object.assign(choice, { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone });
    if (alone) choice.userVerification = "required";
    return window.webauthnJSON.create(options.creation_options);
  }

  async options(form) {
    const data = document.getElementById(this.getAttribute("options"));
    if (data) return JSON.parse(data.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  sentence(error) {
    return {
      NotAllowedError: "Nothing was confirmed: the request was closed or took too long. Try again when you are ready.",
      InvalidStateError: "This device already holds a passkey for your account.",
      SecurityError: "Passkeys work only over https and on the address they were made for.",
      NotSupportedError: "This device cannot make the kind of passkey that is needed.",
    }[error.name] ?? "The passkey could not be used. Use an email code or your password for now.";
  }
});
