// A link's code follows #, which is sent to no server: into the form with it, and out of the address.
(() => {
  "use strict";
  const kode = decodeURIComponent(location.hash.slice(1));
  const isian = document.querySelector("#id_kode");
  if (!kode || !isian) return;
  isian.value = kode;
  history.replaceState(null, "", location.pathname);
})();
