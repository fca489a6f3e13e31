// <button data-theme-toggle> flips, <button data-theme-set="light|dark|system"> chooses. Loaded in <head> without defer, so that a
// stored choice applies before first paint.
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const store = (theme) => { try { theme === "system" ? localStorage.removeItem("theme") : localStorage.setItem("theme", theme); } catch { /* private window: the choice lasts for this page */ } };
  const apply = (theme) => { if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme; };
  const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const show = () => {
    document.querySelectorAll("[data-theme-toggle]").forEach((button) => button.setAttribute("aria-pressed", isDark()));
    document.querySelectorAll("[data-theme-set]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.themeSet === (root.dataset.theme ?? "system")));
  };
  apply(stored());
  addEventListener("DOMContentLoaded", show);
  addEventListener("htmx:load", show);
  addEventListener("storage", (event) => { if (event.key === "theme") { apply(event.newValue); show(); } });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set], [data-theme-toggle]");
    if (!button) return;
    const theme = button.dataset.themeSet ?? (isDark() ? "light" : "dark");
    apply(theme); store(theme); show();
  });
})();
