// What the pages do beyond links and forms. Everything can be read without it.
(() => {
  "use strict";
  const akar = document.documentElement;
  akar.classList.add("js");
  const satu = (pilih, dari = document) => dari.querySelector(pilih);
  const semua = (pilih, dari = document) => [...dari.querySelectorAll(pilih)];
  const dialog = satu("#dialog");
  const isiDialog = satu("#isi-dialog");

  // A link that explains a number, or asks before deleting, opens in the dialog.
  const buka = (alamat) => htmx.ajax("GET", alamat, { target: isiDialog, swap: "innerHTML" });
  const tekanBiasa = (e) => e.button === 0 && !(e.ctrlKey || e.metaKey || e.shiftKey || e.altKey);
  document.addEventListener("click", (e) => {
    const tautan = e.target.closest("a.jelas, a[data-dialog]");
    if (tautan && dialog && tekanBiasa(e)) {
      e.preventDefault();
      buka(tautan.href);
    }
    if (e.target === dialog) dialog.close();
    for (const menu of semua("details.menu[open]")) if (!menu.contains(e.target)) menu.open = false;
    if (!e.target.closest(".kotak-cari")) kosongkanCari();
  });
  document.addEventListener("htmx:afterSwap", (e) => {
    if (e.detail.target !== isiDialog) return;
    const judul = satu("h1", isiDialog);
    if (judul) judul.id = "judul-dialog";
    siapkan(isiDialog);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  });
  document.addEventListener("htmx:responseError", (e) => {
    if (e.detail.target === isiDialog) location.assign(e.detail.pathInfo.requestPath);
  });
  // Logged out meanwhile: the login page belongs in the window, not in a part of the page.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (new URL(e.detail.xhr.responseURL).pathname !== "/masuk/") return;
    e.detail.shouldSwap = false;
    location.reload();
  });
  document.addEventListener("htmx:afterOnLoad", () => kabari(""));
  document.addEventListener("htmx:sendError", () => kabari("Server tidak dapat dihubungi. Periksa sambungan, lalu coba lagi."));
  const kabari = (teks) => {
    const tempat = satu("#kabar-langsung");
    if (tempat) tempat.textContent = teks;
  };

  // Keys: / searches, ? lists the shortcuts, arrows walk through tables and search results.
  const cari = satu("#cari");
  const hasilCari = satu("#hasil-cari");
  const kosongkanCari = () => hasilCari && hasilCari.replaceChildren();
  const mati = () => localStorage.getItem("pintasan") === "mati";
  const mengetik = (el) => el.matches("input, select, textarea, [contenteditable]");
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      for (const menu of semua("details.menu[open]")) {
        menu.open = false;
        satu("summary", menu).focus();
      }
      if (hasilCari && hasilCari.childElementCount) {
        kosongkanCari();
        cari.focus();
      }
    }
    if (e.key.startsWith("Arrow") && telusuri(e)) return;
    if (e.ctrlKey || e.metaKey || e.altKey || mengetik(e.target) || mati() || (dialog && dialog.open)) return;
    if (e.key === "/" && cari) {
      e.preventDefault();
      cari.focus();
      cari.select();
    } else if (e.key === "?" && dialog) {
      e.preventDefault();
      buka(dialog.dataset.pintasan);
    }
  });
  const telusuri = (e) => {
    if (hasilCari && hasilCari.childElementCount && e.target.closest(".kotak-cari")) return telusuriHasil(e);
    const sel = e.target.closest("td, th");
    if (!sel || mengetik(e.target) || e.target.closest("details")) return false;
    const tujuan = selBerikut(sel, e.target, e.key);
    if (!tujuan) return false;
    e.preventDefault();
    tujuan.focus();
    tujuan.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };
  const telusuriHasil = (e) => {
    const arah = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!arah) return false;
    const daftar = [cari, ...semua("a", hasilCari)];
    const ke = daftar[daftar.indexOf(e.target) + arah];
    if (ke) ke.focus();
    e.preventDefault();
    return true;
  };
  const selBerikut = (sel, el, tombol) => {
    const dapat = "a[href], button:not([disabled])";
    if (tombol === "ArrowLeft" || tombol === "ArrowRight") {
      const sebaris = semua(dapat, sel.parentElement);
      return sebaris[sebaris.indexOf(el) + (tombol === "ArrowRight" ? 1 : -1)];
    }
    const baris = semua("tr", sel.closest("table")).filter((b) => !b.hidden);
    const langkah = tombol === "ArrowDown" ? 1 : -1;
    for (let i = baris.indexOf(sel.parentElement) + langkah; baris[i]; i += langkah) {
      const pada = baris[i].cells[sel.cellIndex];
      const ke = pada && satu(dapat, pada);
      if (ke) return ke;
    }
    return null;
  };

  // A row folds away all rows that name it among their ancestors.
  const lipat = (tombol, terbuka) => tombol.setAttribute("aria-expanded", String(terbuka));
  const terapkanLipatan = (tabel) => {
    const tertutup = new Set(semua(".lipat[aria-expanded='false']", tabel).map((t) => t.dataset.lipat));
    for (const baris of semua("tr[data-leluhur]", tabel)) {
      baris.hidden = baris.dataset.leluhur.split(" ").some((nomor) => tertutup.has(nomor));
    }
  };
  document.addEventListener("click", (e) => {
    const satuan = e.target.closest(".lipat");
    const sampai = e.target.closest("[data-lipat-sampai]");
    if (satuan) lipat(satuan, satuan.getAttribute("aria-expanded") === "false");
    if (sampai) {
      for (const t of semua(".pohon .lipat")) lipat(t, Number(t.dataset.tingkat) < Number(sampai.dataset.lipatSampai));
      for (const t of semua("[data-lipat-sampai]")) t.setAttribute("aria-pressed", String(t === sampai));
    }
    if (satuan || sampai) semua("table.pohon").forEach(terapkanLipatan);
  });

  // Sorting by a click on the column's head; missing values stay last.
  const nilaiSel = (baris, kolom) => {
    const sel = baris.cells[kolom];
    return sel.dataset.n === undefined ? sel.textContent.trim() : sel.dataset.n === "" ? null : Number(sel.dataset.n);
  };
  const urutkan = (kepala) => {
    const kolom = kepala.cellIndex;
    const badan = kepala.closest("table").tBodies[0];
    const naik = kepala.getAttribute("aria-sort") === "descending";
    for (const lain of kepala.parentElement.cells) lain.removeAttribute("aria-sort");
    kepala.setAttribute("aria-sort", naik ? "ascending" : "descending");
    const banding = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "id"));
    const baris = [...badan.rows].sort((x, y) => {
      const [a, b] = [nilaiSel(x, kolom), nilaiSel(y, kolom)];
      if (a === null || b === null) return (a === null) - (b === null);
      return naik ? banding(a, b) : banding(b, a);
    });
    badan.append(...baris);
  };
  // The browser's own file button speaks the browser's language; this one speaks the page's.
  const hiasBerkas = (isian) => {
    const label = document.createElement("label");
    const nama = document.createElement("span");
    const kata = document.createElement("b");
    label.className = "pilih-berkas";
    label.htmlFor = isian.id;
    label.setAttribute("aria-hidden", "true");
    kata.textContent = "Pilih berkas";
    nama.textContent = "belum ada berkas dipilih";
    label.append(kata, nama);
    isian.classList.add("sr");
    isian.after(label);
    isian.addEventListener("change", () => (nama.textContent = isian.files[0] ? isian.files[0].name : "belum ada berkas dipilih"));
  };
  // The browser's own date field may write the month first: the date is said beside it in the page's language.
  const hari = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const bacaTanggal = (isian) => {
    const [tanggal, jam] = isian.value.split("T");
    const [tahun, bulan, tgl] = tanggal.split("-").map(Number);
    if (!tgl) return "";
    const kata = new Date(Date.UTC(tahun, bulan - 1, tgl)).toLocaleDateString("id-ID", { ...hari, timeZone: "UTC" });
    return jam ? `${kata}, pukul ${jam.slice(0, 5).replace(":", ".")}` : kata;
  };
  const hiasTanggal = (isian) => {
    const kata = document.createElement("output");
    kata.className = "tanggal-terbaca";
    kata.htmlFor = isian.id;
    const segarkan = () => (kata.textContent = bacaTanggal(isian));
    isian.dataset.terbaca = "";
    isian.after(kata);
    isian.addEventListener("input", segarkan);
    segarkan();
  };
  const siapkan = (dari) => {
    for (const isian of semua("input[type=date]:not([data-terbaca]), input[type=datetime-local]:not([data-terbaca])", dari)) hiasTanggal(isian);
    for (const kepala of semua("table[data-urut] thead th[data-urutkan]", dari)) {
      if (satu("button", kepala)) continue;
      const tombol = document.createElement("button");
      tombol.type = "button";
      tombol.className = "urutkan";
      tombol.append(...[...kepala.childNodes].filter((anak) => anak.nodeName !== "SMALL"));
      tombol.addEventListener("click", () => urutkan(kepala));
      kepala.prepend(tombol);
    }
    for (const isian of semua("input[type=file]:not(.sr)", dari)) hiasBerkas(isian);
    for (const saklar of semua("[data-pintasan-mati]", dari)) {
      saklar.checked = !mati();
      saklar.addEventListener("change", () => localStorage.setItem("pintasan", saklar.checked ? "hidup" : "mati"));
    }
  };
  siapkan(document);
  if (matchMedia("(max-width: 40rem)").matches && !location.search) {
    for (const saringan of semua(".lipat-saring")) saringan.open = false;
  }

  // The year that was chosen is remembered for the next time; the link itself leads on.
  document.addEventListener("click", (e) => {
    const pilihan = e.target.closest("a[data-tahun]");
    const formulir = satu("#ingat-tahun");
    if (!pilihan || !formulir) return;
    const data = new FormData(formulir);
    data.set("tahun", pilihan.dataset.tahun);
    data.set("ke", "/sehat/");
    fetch(formulir.action, { method: "POST", body: data, keepalive: true, redirect: "manual" }).catch(() => {});
  });

  // A form that is on its way cannot be sent twice.
  document.addEventListener("submit", (e) => {
    const tombol = e.submitter;
    if (!tombol || e.target.method !== "post" || e.defaultPrevented) return;
    tombol.setAttribute("aria-busy", "true");
    if (tombol.dataset.sibuk) tombol.textContent = tombol.dataset.sibuk;
    setTimeout(() => (tombol.disabled = true));
  });
  addEventListener("pageshow", () => semua("[aria-busy]").forEach((t) => {
    t.removeAttribute("aria-busy");
    t.disabled = false;
  }));

  // A filter acts when a choice is made; its button remains for those without scripts.
  document.addEventListener("change", (e) => {
    if (e.target.matches(".saring select")) e.target.form.requestSubmit();
  });
})();
