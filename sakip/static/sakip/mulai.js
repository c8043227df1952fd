// The first run: tick everybody at once, print the slips.
(() => {
  "use strict";
  for (const semua of document.querySelectorAll("[data-centang-semua]")) {
    const kotak = [...semua.closest("table").querySelectorAll("tbody input[type='checkbox']")];
    const samakan = () => {
      const banyak = kotak.filter((k) => k.checked).length;
      semua.checked = banyak === kotak.length;
      semua.indeterminate = banyak > 0 && banyak < kotak.length;
    };
    semua.addEventListener("change", () => {
      for (const k of kotak) k.checked = semua.checked;
    });
    for (const k of kotak) k.addEventListener("change", samakan);
    samakan();
  }
  for (const tombol of document.querySelectorAll("[data-cetak]")) {
    tombol.addEventListener("click", () => window.print());
  }
})();
