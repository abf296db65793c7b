"use strict";
// Before anything is laid out: what needs the script is shown, for it will run.
document.documentElement.classList.add("scripted");
