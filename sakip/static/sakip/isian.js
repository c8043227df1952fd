// The entry sheet: every cell is saved by itself, in order, and nothing that was typed is lost.
(() => {
  "use strict";
  const satu = (pilih, dari = document) => dari.querySelector(pilih);
  const semua = (pilih, dari = document) => [...dari.querySelectorAll(pilih)];
  const buat = (nama, sifat = {}, ...anak) => {
    const el = document.createElement(nama);
    for (const [kunci, nilai] of Object.entries(sifat)) el.setAttribute(kunci, nilai);
    el.append(...anak);
    return el;
  };
  const tombol = (teks, aksi, kelas = "tombol kecil") => {
    const el = buat("button", { type: "button", class: kelas }, teks);
    el.addEventListener("click", aksi);
    return el;
  };

  // Sending: one way out for everything; status 0 means that no answer came.
  const kue = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]*)/) || [])[1] || "";
  const json = (teks) => {
    try {
      return JSON.parse(teks);
    } catch {
      return null;
    }
  };
  const pos = async (alamat, isi, batas = 15000) => {
    const kendali = new AbortController();
    const jam = setTimeout(() => kendali.abort(), batas);
    try {
      const kepala = { "X-CSRFToken": kue(), Accept: "application/json" };
      const jawab = await fetch(alamat, { method: "POST", body: new URLSearchParams(isi), headers: kepala, signal: kendali.signal });
      const teks = await jawab.text();
      const keluar = jawab.redirected && new URL(jawab.url).pathname.startsWith("/masuk/");
      return { status: keluar ? 401 : jawab.status, teks, isi: json(teks) };
    } catch {
      return { status: 0, teks: "", isi: null };
    } finally {
      clearTimeout(jam);
    }
  };

  // Toolbars of the text fields, and their preview.
  const ganti = (bidang, dari, sampai, teks) => {
    bidang.focus();
    bidang.setSelectionRange(dari, sampai);
    if (document.execCommand("insertText", false, teks)) return; // the browser's own undo goes on working
    bidang.setRangeText(teks);
    bidang.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const bungkus = (bidang, tanda) => {
    const { value, selectionStart: a, selectionEnd: z } = bidang;
    const n = tanda.length;
    const pilihan = value.slice(a, z);
    const sudah = (value.slice(0, a).match(/\*+$/) || [""])[0].length;
    const lepas = n === 1 ? sudah % 2 === 1 : sudah >= 2;
    if (lepas && value.startsWith(tanda, z)) ganti(bidang, a - n, z + n, pilihan);
    else ganti(bidang, a, z, tanda + pilihan + tanda);
    const awal = lepas && value.startsWith(tanda, z) ? a - n : a + n;
    bidang.setSelectionRange(awal, awal + pilihan.length);
  };
  const awali = (bidang, pola, awalan) => {
    const { value, selectionStart: a, selectionEnd: z } = bidang;
    const dari = value.lastIndexOf("\n", a - 1) + 1;
    const akhir = value.indexOf("\n", Math.max(dari, z > a ? z - 1 : z));
    const baris = value.slice(dari, akhir < 0 ? value.length : akhir).split("\n");
    const lepas = baris.every((b) => pola.test(b));
    const baru = baris.map((b, i) => (lepas ? "" : awalan(i)) + b.replace(/^(- |\d+\. )/, "")).join("\n");
    ganti(bidang, dari, akhir < 0 ? value.length : akhir, baru);
    if (z > a) bidang.setSelectionRange(dari, dari + baru.length);
  };
  const MARKAH = {
    tebal: (bidang) => bungkus(bidang, "**"),
    miring: (bidang) => bungkus(bidang, "*"),
    daftar: (bidang) => awali(bidang, /^- /, () => "- "),
    nomor: (bidang) => awali(bidang, /^\d+\. /, (i) => `${i + 1}. `),
  };
  const pratinjau = async (tekan, bidang) => {
    const tempat = document.getElementById(tekan.getAttribute("aria-controls"));
    const buka = tekan.getAttribute("aria-expanded") !== "true";
    tekan.setAttribute("aria-expanded", String(buka));
    tempat.hidden = !buka;
    if (!buka) return;
    const jawab = await pos(tekan.dataset.pratinjau, { teks: bidang.value });
    if (jawab.status === 200 && !jawab.isi) tempat.innerHTML = jawab.teks;
    else tempat.textContent = (jawab.isi && jawab.isi.pesan) || "Pratinjau tidak dapat dimuat. Coba lagi.";
    if (jawab.status === 401) masukLagi();
  };
  document.addEventListener("click", (e) => {
    const tekan = e.target.closest(".alat-markah button");
    const bidang = tekan && document.getElementById(tekan.closest(".alat-markah").dataset.untuk);
    if (!bidang) return;
    if (tekan.dataset.pratinjau) pratinjau(tekan, bidang);
    else if (MARKAH[tekan.dataset.markah] && bisa(bidang)) MARKAH[tekan.dataset.markah](bidang);
  });
  const bisa = (el) => !el.readOnly && !el.disabled;
  let masukLagi = () => {}; // only a sheet knows where to log in again

  // A file on its way shows how far it is, and cannot be sent twice. Captured: before sakip.js.
  document.addEventListener("submit", (e) => {
    if (!e.target.matches("form[data-unggah]")) return;
    e.preventDefault();
    if (!e.target.dataset.jalan) unggah(e.target);
  }, true);
  const unggah = (formulir) => {
    const kirim = new XMLHttpRequest();
    const maju = buat("progress", { max: "1", "aria-label": "Kemajuan unggahan" });
    const pesan = satu("[role=alert]", formulir) || formulir.appendChild(buat("p", { role: "alert", class: "galat-isian" }));
    const tekan = semua("button, input[type=submit]", formulir).filter((t) => !t.disabled);
    const selesai = (kalimat) => {
      delete formulir.dataset.jalan;
      for (const t of tekan) t.disabled = false;
      maju.remove();
      pesan.textContent = kalimat;
    };
    kirim.upload.addEventListener("progress", (e) => e.lengthComputable && (maju.value = e.loaded / e.total));
    kirim.addEventListener("load", () => {
      if (kirim.status < 300) return location.assign(kirim.responseURL);
      const isi = json(kirim.responseText);
      if (kirim.status === 401) masukLagi();
      selesai((isi && isi.pesan) || "Berkas tidak dapat diterima. Coba lagi.");
    });
    kirim.addEventListener("error", () => selesai("Sambungan terputus; berkas belum terkirim. Coba lagi."));
    kirim.open("POST", formulir.action);
    kirim.setRequestHeader("Accept", "application/json");
    kirim.setRequestHeader("X-CSRFToken", kue());
    kirim.send(new FormData(formulir));
    formulir.dataset.jalan = "1";
    for (const t of tekan) t.disabled = true;
    pesan.textContent = "";
    pesan.before(maju);
  };

  const lembar = satu("#lembar");
  if (!lembar || !(satu("[data-kolom]", lembar) || localStorage.getItem(lembar.dataset.kunci))) return;
  const KATA = {
    menunggu: "menunggu giliran", menyimpan: "menyimpan", tersimpan: "tersimpan",
    ditolak: "ditolak", bentrok: "berbeda dengan isian lain", luring: "menunggu sambungan",
  };
  const keadaan = satu("#lembar-keadaan") || lembar.appendChild(buat("p", { id: "lembar-keadaan", role: "status" }));
  const kabar = buat("p", { class: "tempel-kabar", role: "status" });
  const tombolUrung = satu("#urungkan");
  keadaan.after(kabar);
  const kabari = (...isi) => kabar.replaceChildren(...isi);

  // Cells: lama = last text known from the server, komit = last text the person stood by.
  const daftar = new Map();
  const versi = new Map();
  const antre = new Set();
  const terbang = new Map();
  const tumpukan = [];
  const awal = (el) => (el.matches("select") ? ([...el.options].find((o) => o.defaultSelected) || el.options[0]).value : el.defaultValue);
  const ambil = (el) => {
    if (!daftar.has(el)) {
      const objek = el.closest("[data-objek]").dataset.objek;
      const wadah = el.closest("td, .bidang") || el.parentElement;
      const lama = awal(el);
      daftar.set(el, { el, wadah, objek, kunci: `${objek} ${el.dataset.kolom}`, lama, komit: lama, keadaan: "" });
    }
    return daftar.get(el);
  };
  const nama = ({ el }) => el.getAttribute("aria-label") || (el.labels[0] ? el.labels[0].textContent.trim() : el.dataset.kolom);
  const sebut = ({ el }, teks) => {
    const kata = el.matches("select") ? ([...el.options].find((o) => o.value === teks) || { text: teks }).text : teks;
    return kata.trim() ? kata : "kosong";
  };
  const naikkan = (objek, ke) => versi.set(objek, Math.max(versi.get(objek) || 0, Number(ke) || 0));

  const tulis = (el, teks) => {
    if (el.value === teks) return;
    const terpilih = el === document.activeElement && el.select && el.selectionStart === 0 && el.selectionEnd === el.value.length;
    el.value = teks;
    if (terpilih) el.select();
  };
  const tandai = (sel, kini, ...isi) => {
    sel.keadaan = kini;
    ubahan.add(sel);
    if (kini) sel.wadah.dataset.keadaan = kini;
    else delete sel.wadah.dataset.keadaan;
    sel.wadah.title = KATA[kini] || "";
    if (kini === "ditolak") sel.el.setAttribute("aria-invalid", "true");
    else sel.el.removeAttribute("aria-invalid");
    if (!sel.pesan) sel.pesan = pasangPesan(sel);
    sel.pesan.classList.toggle("ada", isi.length > 0);
    sel.pesan.replaceChildren(buat("span", { class: "sr" }, kini ? `${KATA[kini]}. ` : ""), ...isi);
  };
  let urutPesan = 0;
  const pasangPesan = ({ el, wadah }) => {
    const pesan = buat("div", { class: "sel-pesan", id: `sel-pesan-${++urutPesan}` });
    el.setAttribute("aria-describedby", [el.getAttribute("aria-describedby"), pesan.id].filter(Boolean).join(" "));
    return wadah.appendChild(pesan);
  };
  const pilihan = (sel, teks, aksi) => tombol(teks, () => {
    sel.el.focus();
    aksi();
  });

  // What is not yet safe on the server is kept in this browser too.
  const ubahan = new Set();
  const bacaLokal = () => json(localStorage.getItem(lembar.dataset.kunci)) || {};
  const tulisLokal = (isi) => {
    try {
      if (Object.keys(isi).length) localStorage.setItem(lembar.dataset.kunci, JSON.stringify(isi));
      else localStorage.removeItem(lembar.dataset.kunci);
    } catch { /* full or forbidden: the texts still stand on the page */ }
  };
  const simpanLokal = () => {
    const isi = bacaLokal();
    for (const sel of ubahan) {
      if (!sel.keadaan || sel.keadaan === "tersimpan") delete isi[sel.kunci];
      else isi[sel.kunci] = { nilai: sel.komit, lama: sel.lama, versi: versi.get(sel.objek), keadaan: sel.keadaan, nama: nama(sel), ...sel.tolakan };
    }
    if (ubahan.size) tulisLokal(isi);
    ubahan.clear();
  };

  // The queue: at most four on their way, one per object, waiting texts replaced by newer ones.
  let gagal = 0;
  let luring = false;
  let sesiHabis = false;
  let jeda = 0;
  let adaBaru = false;
  const kirimkan = (sel, tegas = "") => {
    sel.kirim = { teks: sel.komit, tegas };
    sel.tolakan = null;
    antre.add(sel);
    tandai(sel, luring ? "luring" : "menunggu");
    jalankan();
  };
  const catat = (sel, kelompok) => {
    clearTimeout(sel.jam);
    if (sel.el.value === sel.komit) return;
    if (!kelompok) kabari();
    (kelompok || tumpukan[tumpukan.push([]) - 1]).push({ sel, teks: sel.komit });
    sel.komit = sel.el.value;
    if (sel.komit === sel.lama && terbang.get(sel.objek) !== sel) batalkan(sel);
    else kirimkan(sel);
    segarkan();
  };
  const batalkan = (sel) => {
    antre.delete(sel);
    sel.kirim = sel.tolakan = null;
    tulis(sel.el, (sel.komit = sel.lama));
    tandai(sel, "");
    segarkan();
  };
  const jalankan = () => {
    for (const sel of antre) {
      if (sesiHabis || jeda || terbang.size >= 4) break;
      if (!terbang.has(sel.objek)) kirim(sel);
    }
    segarkan();
  };
  const kirim = async (sel) => {
    const bawaan = sel.kirim;
    const [objek, kolom] = [sel.objek, sel.el.dataset.kolom];
    antre.delete(sel);
    sel.kirim = null;
    terbang.set(objek, sel);
    tandai(sel, "menyimpan");
    const nomor = sel.versiLama || versi.get(objek) || 0;
    const jawab = await pos(lembar.dataset.sel, { objek, kolom, nilai: bawaan.teks, versi: nomor, lama: sel.lama, tegas: bawaan.tegas });
    terbang.delete(objek);
    terima(sel, bawaan, jawab);
    jalankan();
  };
  const terima = (sel, bawaan, { status, isi }) => {
    if (status === 401) return kembalikanAntre(sel, bawaan, true) || bukaMasuk();
    if (!isi || status >= 500) return kembalikanAntre(sel, bawaan, status === 0) || tunda();
    gagal = 0;
    luring = false;
    for (const lain of antre) if (lain.keadaan === "luring") tandai(lain, "menunggu");
    if (status === 200) return diterima(sel, bawaan, isi);
    if (sel.kirim) return;
    if (status === 409 && isi.milik_lain) bentrok(sel, bawaan, isi);
    else tolak(sel, isi);
  };
  const kembalikanAntre = (sel, bawaan, depan) => {
    sel.kirim = sel.kirim || bawaan;
    const lain = [...antre].filter((s) => s !== sel);
    antre.clear();
    for (const s of depan ? [sel, ...lain] : [...lain, sel]) antre.add(s);
    tandai(sel, "menunggu");
  };
  const tunda = () => {
    luring = true;
    jeda = jeda || setTimeout(lanjut, [1000, 2000, 4000][gagal++] || 5000);
    for (const sel of antre) if (sel.keadaan !== "luring") tandai(sel, "luring");
  };
  const lanjut = () => {
    clearTimeout(jeda);
    jeda = 0;
    jalankan();
  };
  const diterima = (sel, bawaan, isi) => {
    const nilai = isi.nilai === undefined ? bawaan.teks : isi.nilai;
    adaBaru = true;
    naikkan(sel.objek, isi.versi);
    sel.lama = nilai;
    sel.versiLama = 0;
    terapkan(isi.hasil);
    if (sel.kirim && !sel.kirim.tegas && sel.kirim.teks !== nilai) return;
    antre.delete(sel);
    sel.kirim = null;
    const menulis = sel.el.matches("textarea") && sel.el === document.activeElement;
    if (!menulis && sel.el.value === sel.komit) tulis(sel.el, nilai);
    if (!menulis) sel.komit = nilai;
    if (isi.peringatan) tandai(sel, "tersimpan", buat("span", { class: "peringatan" }, isi.peringatan));
    else tandai(sel, "tersimpan");
  };
  const tolak = (sel, isi) => {
    const pilih = [pilihan(sel, "Kembalikan", () => batalkan(sel))];
    if (isi.dapat_ditegaskan) pilih.unshift(pilihan(sel, "Simpan juga", () => kirimkan(sel, "1")));
    sel.tolakan = { pesan: isi.pesan || "Isian ini tidak dapat disimpan.", dapat_ditegaskan: isi.dapat_ditegaskan };
    tandai(sel, "ditolak", buat("span", {}, sel.tolakan.pesan), buat("span", { class: "pilihan" }, ...pilih));
  };
  const bentrok = (sel, bawaan, { milik_lain: milik, versi: nomor, hasil }) => {
    const lanjutkan = () => {
      naikkan(sel.objek, nomor);
      sel.versiLama = 0;
      sel.lama = milik.nilai;
    };
    const ambilLain = pilihan(sel, "Pakai nilai itu", () => {
      lanjutkan();
      lupakan(sel);
      batalkan(sel);
      terapkan(hasil);
      adaBaru = true;
      segarkan();
    });
    const simpanMilik = pilihan(sel, "Simpan nilai saya", () => {
      lanjutkan();
      kirimkan(sel, bawaan.tegas);
    });
    tandai(sel, "bentrok", buat("span", {}, `${[milik.oleh, milik.pada].filter(Boolean).join(", ") || "Isian lain"}: `, buat("b", {}, sebut(sel, milik.nilai)),
      ...(sel.el.matches("textarea") ? ["."] : [". Isian Anda: ", buat("b", {}, sebut(sel, bawaan.teks)), "."])),
    buat("span", { class: "pilihan" }, ambilLain, simpanMilik));
  };

  const terapkan = (hasil) => {
    for (const [kunci, isi] of Object.entries(hasil || {})) {
      for (const el of semua(`[data-hasil="${CSS.escape(kunci)}"]`)) terapkanSatu(el, isi);
    }
  };
  const kelasAwal = (el) => [...el.classList].filter((k) => /^(w|status|simpul|tingkat|keadaan)-/.test(k)).join(" ");
  const terapkanSatu = (el, { teks, judul, kelas }) => {
    const dulu = el.dataset.kelas === undefined ? kelasAwal(el) : el.dataset.kelas;
    el.classList.remove(...dulu.split(" ").filter(Boolean));
    el.classList.add(...(kelas || "").split(" ").filter(Boolean));
    el.dataset.kelas = kelas || "";
    if (judul) el.title = judul;
    else el.removeAttribute("title");
    if (teks) el.textContent = teks;
    else el.replaceChildren(buat("span", { class: "kosong", "aria-hidden": "true" }, "–"), buat("span", { class: "sr" }, judul || ""));
  };

  // One sentence about the whole sheet.
  const segarkan = () => {
    const banyak = { ditolak: 0, bentrok: 0 };
    for (const sel of daftar.values()) banyak[sel.keadaan] = (banyak[sel.keadaan] || 0) + 1;
    const jalan = antre.size + terbang.size - [...antre].filter((sel) => terbang.get(sel.objek) === sel).length;
    const kalimat = [];
    if (sesiHabis) kalimat.push(jalan ? `Sesi berakhir. ${jalan} sel menunggu di halaman ini.` : "Sesi berakhir.");
    else if (luring && jalan) kalimat.push(`Sambungan terputus. ${jalan} sel menunggu di halaman ini dan dikirim begitu tersambung.`);
    else if (jalan) kalimat.push(`Menyimpan ${jalan} sel…`);
    if (banyak.ditolak) kalimat.push(`${banyak.ditolak} sel ditolak; lihat kalimat di sampingnya.`);
    if (banyak.bentrok) kalimat.push(`${banyak.bentrok} sel berbeda dengan isian lain; pilih salah satu.`);
    nyatakan(kalimat.join(" ") || "Semua tersimpan.", sesiHabis ? ["Masuk lagi", bukaMasuk] : luring && jalan ? ["Coba lagi", lanjut] : null);
    if (tombolUrung) tombolUrung.disabled = !tumpukan.length;
    if (!jalan && adaBaru && !sesiHabis) muatRingkas();
    if (!jalan && tertunda) teruskan(banyak.ditolak + banyak.bentrok);
    queueMicrotask(simpanLokal);
  };
  // A step with the whole sheet waits until every cell is on the server, and names the rows as they are now.
  let tertunda = null;
  const teruskan = (bermasalah) => {
    const [formulir, tekan] = tertunda;
    tertunda = null;
    kabari(bermasalah ? "Langkah ini belum dijalankan: perbaiki atau kembalikan dulu sel yang bermasalah." : "");
    if (!bermasalah) formulir.requestSubmit(tekan);
  };
  document.addEventListener("submit", (e) => {
    if (!e.target.matches("form[data-tunggu-kirim]")) return;
    catatFokus();
    const bermasalah = [...daftar.values()].some((sel) => sel.keadaan === "ditolak" || sel.keadaan === "bentrok");
    if (bermasalah || antre.size + terbang.size) {
      e.preventDefault();
      kabari("Langkah ini dijalankan begitu semua sel tersimpan.");
      tertunda = [e.target, e.submitter];
      return segarkan();
    }
    for (const el of e.target.elements) {
      const nomor = el.name === "baris" && el.value.split(":")[0];
      if (nomor && versi.has(`i${nomor}`)) el.value = `${nomor}:${versi.get(`i${nomor}`)}`;
    }
  }, true);
  const catatFokus = () => {
    const el = document.activeElement;
    if (el && lembar.contains(el) && el.matches("[data-kolom]")) catat(ambil(el));
  };
  const nyatakan = (kalimat, aksi) => {
    if (keadaan.dataset.kini === kalimat) return;
    keadaan.dataset.kini = kalimat;
    keadaan.replaceChildren(kalimat, ...(aksi ? [" ", tombol(...aksi)] : []));
  };
  let jamRingkas = 0;
  const muatRingkas = () => {
    adaBaru = false;
    clearTimeout(jamRingkas);
    jamRingkas = setTimeout(() => {
      if (satu("#ringkas") && lembar.dataset.ringkas && window.htmx) htmx.ajax("GET", lembar.dataset.ringkas, { target: "#ringkas", swap: "outerHTML" });
    }, 400);
  };

  // The session ended: ask only for the password, and go on.
  const bukaMasuk = () => {
    sesiHabis = true;
    const dialog = satu("#masuk-lagi") || buatMasuk();
    satu("[role=alert]", dialog).textContent = "";
    if (!dialog.open) dialog.showModal();
    segarkan();
  };
  masukLagi = bukaMasuk;
  // Caught before sakip.js, which would load the login page in place of the sheet.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (new URL(e.detail.xhr.responseURL).pathname !== "/masuk/") return;
    e.detail.shouldSwap = false;
    e.stopPropagation();
    adaBaru = true;
    bukaMasuk();
  }, true);
  const buatMasuk = () => {
    const dialog = buat("dialog", { id: "masuk-lagi", "aria-labelledby": "judul-masuk-lagi" });
    dialog.innerHTML = `<div><h2 id="judul-masuk-lagi">Sesi berakhir</h2>
<p>Tidak ada isian yang hilang. Masukkan kata sandi untuk melanjutkan.</p>
<form class="formulir" method="post"><input class="sr" name="username" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
<div class="bidang"><label for="sandi-lagi">Kata sandi <b></b></label><input type="password" id="sandi-lagi" name="password" autocomplete="current-password" required autofocus></div>
<p class="galat-isian" role="alert"></p>
<div class="tindakan"><button class="tombol utama">Masuk lagi</button><button type="button" class="tombol">Nanti</button></div></form></div>`;
    satu("[name=username]", dialog).value = satu("label b", dialog).textContent = lembar.dataset.pengguna;
    satu("button[type=button]", dialog).addEventListener("click", () => dialog.close());
    satu("form", dialog).addEventListener("submit", (e) => {
      e.preventDefault();
      masuk(dialog);
    });
    document.body.append(dialog);
    return dialog;
  };
  const masuk = async (dialog) => {
    const sandi = satu("[name=password]", dialog);
    const kirimSandi = satu(".utama", dialog);
    kirimSandi.disabled = true;
    const { status, isi } = await pos(lembar.dataset.masukLagi, { username: lembar.dataset.pengguna, password: sandi.value });
    kirimSandi.disabled = false;
    sandi.value = "";
    if (status !== 204) {
      satu("[role=alert]", dialog).textContent = (isi && isi.pesan) || "Server tidak dapat dihubungi. Coba lagi.";
      return sandi.focus();
    }
    for (const el of semua("input[name=csrfmiddlewaretoken]")) el.value = kue();
    sesiHabis = false;
    dialog.close();
    lanjut();
  };

  // Undo: one committed edit, or one paste.
  const lupakan = (sel) => {
    for (const kelompok of tumpukan) kelompok.splice(0, kelompok.length, ...kelompok.filter((butir) => butir.sel !== sel));
  };
  const urungkan = (fokus) => {
    const butir = (tumpukan.pop() || []).filter(({ sel, teks }) => sel.komit !== teks && bisa(sel.el));
    if (!butir.length) return tumpukan.length ? urungkan(fokus) : segarkan();
    for (const { sel, teks } of butir) {
      sel.el.value = teks;
      catat(sel, []);
    }
    const { sel, teks } = butir[0];
    const menjadi = sel.el.matches("textarea") ? "" : ` menjadi ${sebut(sel, teks)}`;
    kabari(butir.length > 1 ? `Dikembalikan: tempelan ${butir.length} sel.` : `Dikembalikan: ${nama(sel)}${menjadi}.`);
    if (fokus) tuju(sel.el);
    else sel.el.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  if (tombolUrung) tombolUrung.addEventListener("click", () => urungkan(false));

  // Moving about as in a spreadsheet.
  const tuju = (el) => {
    el.focus();
    if (el.select && el.matches("[data-k]")) el.select();
  };
  const barisIsian = (tabel) => semua("tr", tabel).filter((b) => !b.hidden && satu("[data-k]", b));
  const sekolom = (el, langkah) => {
    const baris = barisIsian(el.closest("table"));
    for (let i = baris.indexOf(el.closest("tr")) + langkah; baris[i]; i += langkah) {
      const ke = satu(`[data-k="${el.dataset.k}"]:not(:disabled)`, baris[i]);
      if (ke) return ke;
    }
    return el;
  };
  const sebaris = (el, langkah) => {
    const deret = semua("[data-k]:not(:disabled)", el.closest("tr"));
    return deret[deret.indexOf(el) + langkah];
  };
  const diTepi = ({ selectionStart: a, selectionEnd: z, value }, kanan) => (a === 0 && z === value.length) || (a === z && a === (kanan ? value.length : 0));
  const tujuan = (el, tekan, geser) => {
    const pilih = el.matches("select");
    const kanan = tekan === "ArrowRight";
    if (tekan === "Enter") return sekolom(el, geser ? -1 : 1);
    if (geser) return null;
    if (tekan === "ArrowDown" || tekan === "ArrowUp") return pilih ? null : sekolom(el, tekan === "ArrowDown" ? 1 : -1);
    if (!kanan && tekan !== "ArrowLeft") return null;
    return pilih ? sebaris(el, kanan ? 1 : -1) || el : diTepi(el, kanan) && sebaris(el, kanan ? 1 : -1);
  };
  const batalKetik = (sel) => {
    if (sel.keadaan === "ditolak") batalkan(sel);
    else tulis(sel.el, sel.komit);
  };
  lembar.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!el.matches("[data-kolom]") || e.isComposing) return;
    if (e.key === "Escape") return batalKetik(ambil(el));
    if (!el.matches("[data-k]")) return;
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && e.key.toLowerCase() === "z" && el.value === ambil(el).komit) {
      e.preventDefault();
      return urungkan(true);
    }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "F2" && el.setSelectionRange) el.setSelectionRange(el.value.length, el.value.length);
    const ke = tujuan(el, e.key, e.shiftKey);
    if (!ke) return;
    e.preventDefault();
    catat(ambil(el));
    tuju(ke);
  });
  let tekanBaru = null;
  lembar.addEventListener("mousedown", (e) => {
    const dalam = e.target.matches("td.sel") ? satu("[data-kolom]", e.target) : null;
    tekanBaru = e.target.matches("input[data-k]") && e.target !== document.activeElement ? e.target : null;
    if (!dalam) return;
    e.preventDefault();
    tuju(dalam);
  });
  lembar.addEventListener("click", (e) => {
    if (e.target === tekanBaru && tekanBaru.selectionStart === tekanBaru.selectionEnd) tekanBaru.select();
    tekanBaru = null;
  });
  lembar.addEventListener("focusin", (e) => {
    if (e.target.matches("input[data-k]")) e.target.select();
  });
  lembar.addEventListener("change", (e) => e.target.matches("[data-kolom]") && catat(ambil(e.target)));
  lembar.addEventListener("focusout", (e) => {
    if (!e.target.matches("[data-kolom]")) return;
    const sel = ambil(e.target);
    catat(sel);
    if (sel.keadaan === "tersimpan" && sel.komit !== sel.lama) tulis(sel.el, (sel.komit = sel.lama));
  });
  lembar.addEventListener("input", (e) => {
    if (!e.target.matches("textarea[data-kolom]")) return;
    const sel = ambil(e.target);
    clearTimeout(sel.jam);
    sel.jam = setTimeout(() => catat(sel), 1500);
  });

  // A block copied from a spreadsheet is spread over the grid.
  const urai = (teks) => {
    const isi = [[]];
    const bersih = teks.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (const [, sel, akhir] of bersih.matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g)) {
      const kutip = sel.length > 1 && /^".*"$/s.test(sel);
      isi[isi.length - 1].push((kutip ? sel.slice(1, -1).replace(/""/g, '"') : sel).replace(/\s*\n\s*/g, " ").trim());
      if (!akhir) break;
      if (akhir === "\n") isi.push([]);
    }
    return isi;
  };
  const isikan = (el, teks) => {
    if (!el.matches("select")) el.value = teks;
    else {
      const cocok = [...el.options].find((o) => o.text.trim().toLowerCase() === teks.toLowerCase());
      if (!cocok) return false;
      el.value = cocok.value;
    }
    return true;
  };
  const tempel = (el, isi) => {
    const tabel = el.closest("table");
    const baris = barisIsian(tabel);
    const kolom = [...new Set(semua("[data-k]", tabel).map((x) => Number(x.dataset.k)))].sort((a, b) => a - b);
    const sasaran = baris.slice(baris.indexOf(el.closest("tr"))).slice(0, isi.length);
    const lajur = kolom.slice(kolom.indexOf(Number(el.dataset.k)));
    const kelompok = [];
    const lewat = { kunci: 0, asing: 0 };
    sasaran.forEach((tr, i) => lajur.forEach((k, j) => {
      if (!isi[i][j]) return;
      const ke = satu(`[data-k="${k}"]`, tr);
      if (!ke || !bisa(ke)) lewat.kunci++;
      else if (isikan(ke, isi[i][j])) catat(ambil(ke), kelompok);
      else lewat.asing++;
    }));
    if (kelompok.length) tumpukan.push(kelompok);
    kabari(kalimatTempel(isi, sasaran.length, lajur.length, lewat));
    tuju(el);
    segarkan();
  };
  const kalimatTempel = (isi, tinggi, lebar, lewat) => {
    const sisa = isi.length - tinggi;
    const lebih = Math.max(...isi.map((b) => b.length)) - lebar;
    const kalimat = [sisa > 0 ? `Tempelan berisi ${isi.length} baris, sedangkan dari sel ini hanya ada ${tinggi}; ${sisa} baris terakhir tidak ditempel.` : `${tinggi} baris ditempel.`];
    if (lebih > 0) kalimat.push(`${lebih} kolom terakhir tidak ditempel karena di luar lembar.`);
    if (lewat.kunci) kalimat.push(`${lewat.kunci} sel dilewati karena tidak dapat diisi.`);
    if (lewat.asing) kalimat.push(`${lewat.asing} sel dilewati karena teksnya tidak ada dalam pilihan.`);
    return kalimat.join(" ");
  };
  document.addEventListener("paste", (e) => {
    const el = document.activeElement;
    const teks = e.clipboardData ? e.clipboardData.getData("text/plain") : "";
    if (!lembar.contains(el) || !el.matches("[data-k]") || !(el.matches("select") || /[\t\n\r]/.test(teks))) return;
    e.preventDefault();
    tempel(el, urai(teks));
  });

  // Opening: the server's texts, then what this browser still owes it.
  const pulihkan = () => {
    const tertinggal = [];
    const tempat = new Map(semua("[data-kolom]", lembar).filter(bisa).map((el) => [ambil(el).kunci, el]));
    for (const [kunci, butir] of Object.entries(bacaLokal())) {
      const el = tempat.get(kunci);
      if (el) el.value = butir.nilai;
      if (!el || el.value !== butir.nilai) tertinggal.push(butir);
      else pulihkanSatu(ambil(el), butir);
    }
    if (!tertinggal.length) return;
    const isi = tertinggal.map((butir) => `${butir.nama}: ${butir.nilai || "kosong"}`).join("; ");
    kabari(`${tertinggal.length} isian belum terkirim dan selnya kini tidak dapat diisi: ${isi}. `, tombol("Buang", () => {
      tulisLokal({});
      daftar.forEach((sel) => ubahan.add(sel));
      kabari();
      segarkan();
    }));
  };
  const pulihkanSatu = (sel, butir) => {
    if (sel.lama === butir.nilai) return ubahan.add(sel);
    sel.komit = butir.nilai;
    if (butir.keadaan === "ditolak") return tolak(sel, butir);
    if (sel.lama !== butir.lama) sel.versiLama = butir.versi;
    sel.lama = butir.lama;
    kirimkan(sel);
  };
  for (const el of semua("[data-objek]", lembar)) naikkan(el.dataset.objek, el.dataset.versi);
  for (const el of semua("[data-kolom]", lembar).filter(bisa)) {
    el.autocomplete = "off";
    el.value = awal(el);
  }
  pulihkan();
  segarkan();
  addEventListener("online", lanjut);
  addEventListener("pagehide", simpanLokal);
  addEventListener("beforeunload", (e) => {
    catatFokus();
    simpanLokal();
    if (antre.size + terbang.size) e.preventDefault();
  });
})();
