// <print-page> around a <button hidden>: shows the button and prints on a click.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.onclick = () => print();
  }
});
