"use strict";
{
  // Light, dark, or as the system. Every page has this.
  const THEMES = ["system", "light", "dark"];
  const root = document.documentElement;
  const button = document.getElementById("theme");
  let theme = "system";
  button?.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    root.dataset.theme = theme;
    button.querySelector("span").textContent = theme[0].toUpperCase() + theme.slice(1);
  });
}
