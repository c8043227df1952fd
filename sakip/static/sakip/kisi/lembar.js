// One grid: what stands in its cells, what the server knows of them, and what becomes of its answers.
import { buatAntrean } from "./antrean.js";
import { buat, satu, semua, tombol } from "./alat.js";
import { kirimSel } from "./kirim.js";
import { bukaMasuk } from "./masuk_lagi.js";
import { buatSel, nama, tulis } from "./sel.js";
import { buatSimpanan } from "./simpanan.js";
import { isiBentrok, isiPeringatan, isiTolakan, kalimatLembar, pasangTanda, terapkan } from "./tanda.js";
import { buatUrung } from "./urung.js";

export const buatLembar = (akar) => {
  const keadaan = satu("#lembar-keadaan") || akar.appendChild(buat("p", { id: "lembar-keadaan", role: "status" }));
  const kabar = buat("p", { class: "tempel-kabar", role: "status" });
  const tombolUrung = satu("#urungkan");
  const daftar = new Map();
  const ubahan = new Map(); // how often each object is known to have been changed
  let adaBaru = false;
  let jamRingkas = 0;
  keadaan.after(kabar);

  const kabari = (...isi) => kabar.replaceChildren(...isi);
  const ambil = (el) => {
    if (!daftar.has(el)) daftar.set(el, buatSel(el));
    return daftar.get(el);
  };
  const naikkan = (objek, ke) => ubahan.set(objek, Math.max(ubahan.get(objek) || 0, Number(ke) || 0));
  const tandai = (sel, kini, ...isi) => {
    sel.keadaan = kini;
    simpanan.catat(sel);
    pasangTanda(sel, ...isi);
  };

  // What the person does with a cell.
  const kirimkan = (sel, tegas = "") => {
    sel.tolakan = null;
    antrean.pesan(sel, sel.komit, tegas);
  };
  const catat = (sel, kelompok) => {
    clearTimeout(sel.jam);
    if (sel.el.value === sel.komit) return;
    const butir = { sel, teks: sel.komit };
    if (kelompok) kelompok.push(butir);
    else {
      kabari();
      urung.tambah([butir]);
    }
    sel.komit = sel.el.value;
    if (sel.komit === sel.lama && !antrean.melayang(sel)) batalkan(sel);
    else kirimkan(sel);
    segarkan();
  };
  const catatFokus = () => {
    const el = document.activeElement;
    if (el && akar.contains(el) && el.matches("[data-kolom]")) catat(ambil(el));
  };
  const batalkan = (sel) => {
    antrean.batal(sel);
    sel.tolakan = null;
    tulis(sel.el, (sel.komit = sel.lama));
    tandai(sel, "");
    segarkan();
  };

  // What the server says to it.
  // A save may empty another cell of its object (the reason that a former value needed).
  const kosongkan = (objek, kolom) => {
    for (const el of semua(`[data-kolom="${CSS.escape(kolom)}"]`, akar)) {
      const lain = ambil(el);
      if (lain.objek !== objek) continue;
      if (lain.komit === lain.lama) tulis(el, (lain.komit = ""));
      lain.lama = "";
    }
  };
  const tersimpan = (sel, { nilai, ubahan_ke: ke, hasil, peringatan, kosong }, usai) => {
    adaBaru = true;
    naikkan(sel.objek, ke);
    sel.lama = nilai;
    sel.ubahanLama = 0;
    terapkan(hasil);
    for (const kolom of kosong || []) kosongkan(sel.objek, kolom);
    if (!usai) return;
    const menulis = sel.el.matches("textarea") && (sel.el === document.activeElement || sel.el.matches("[data-kaya]"));
    if (!menulis && sel.el.value === sel.komit) tulis(sel.el, nilai);
    if (!menulis) sel.komit = nilai;
    tandai(sel, "tersimpan", ...isiPeringatan(peringatan));
  };
  const ditolak = (sel, bawaan, jawab) => (jawab.jawaban === "bentrok" ? bentrok(sel, bawaan, jawab) : tolak(sel, jawab));
  // `ulang`: the same text may be welcome another time; the person says when.
  const tolak = (sel, { jawaban, pesan, dapat_ditegaskan }, ulang = jawaban === "tak_dikenal") => {
    const pilihan = [["Kembalikan", () => batalkan(sel)]];
    if (ulang) pilihan.unshift(["Kirim lagi", () => kirimkan(sel)]);
    if (dapat_ditegaskan) pilihan.unshift(["Simpan juga", () => kirimkan(sel, "1")]);
    sel.tolakan = { jawaban, pesan: pesan || "Isian ini tidak dapat disimpan.", dapat_ditegaskan };
    tandai(sel, "ditolak", ...isiTolakan(sel, sel.tolakan.pesan, pilihan));
  };
  const bentrok = (sel, bawaan, { milik_lain: milik, ubahan_ke: ke, hasil }) => {
    const lanjutkan = () => {
      naikkan(sel.objek, ke);
      sel.ubahanLama = 0;
      sel.lama = milik.nilai;
    };
    const pakaiLain = () => {
      lanjutkan();
      urung.lupakan(sel);
      batalkan(sel);
      terapkan(hasil);
      adaBaru = true;
      segarkan();
    };
    const pakaiPunyaku = () => {
      lanjutkan();
      kirimkan(sel, bawaan.tegas);
    };
    const pilihan = [["Pakai nilai itu", pakaiLain], ["Simpan nilai saya", pakaiPunyaku]];
    tandai(sel, "bentrok", ...isiBentrok(sel, milik, bawaan.teks, pilihan));
  };

  // The whole grid.
  const banyak = () => {
    const hitung = { ditolak: 0, bentrok: 0 };
    for (const sel of daftar.values()) if (sel.keadaan in hitung) hitung[sel.keadaan]++;
    return hitung;
  };
  const segarkan = () => {
    const { jumlah, luring, sesiHabis } = antrean;
    const { ditolak, bentrok } = banyak();
    const aksi = sesiHabis ? ["Masuk lagi", bukaMasuk] : luring && jumlah ? ["Coba lagi", antrean.lanjut] : null;
    nyatakan(kalimatLembar({ jumlah, luring, sesiHabis, ditolak, bentrok }), aksi);
    if (tombolUrung) tombolUrung.disabled = !urung.ada;
    if (!jumlah && adaBaru && !sesiHabis) muatRingkas();
    if (!jumlah) lembar.saatTenang(ditolak + bentrok);
    queueMicrotask(simpanan.simpan);
  };
  const nyatakan = (kalimat, aksi) => {
    if (keadaan.dataset.kini === kalimat) return;
    keadaan.dataset.kini = kalimat;
    keadaan.replaceChildren(kalimat, ...(aksi ? [" ", tombol(...aksi)] : []));
  };
  const muatRingkas = () => {
    adaBaru = false;
    clearTimeout(jamRingkas);
    jamRingkas = setTimeout(() => {
      if (satu("#ringkas") && akar.dataset.ringkas && window.htmx) htmx.ajax("GET", akar.dataset.ringkas, { target: "#ringkas", select: "#ringkas", swap: "outerHTML" });
    }, 400);
  };

  const data = (sel, { teks, tegas }) => ({
    objek: sel.objek, kolom: sel.kolom, nilai: teks, ubahan: sel.ubahanLama || ubahan.get(sel.objek) || 0, lama: sel.lama, tegas,
  });
  const kirim = (sel, bawaan) => kirimSel(akar.dataset.sel, data(sel, bawaan));
  const antrean = buatAntrean({ kirim, tandai, tersimpan, ditolak, sesi: bukaMasuk, segarkan });
  const simpanan = buatSimpanan(akar.dataset.kunci, (sel) => (
    { nilai: sel.komit, lama: sel.lama, ubahan: ubahan.get(sel.objek), keadaan: sel.keadaan, nama: nama(sel), ...sel.tolakan }
  ));
  const urung = buatUrung({ catat, kabari, segarkan });
  const sesi = {
    alamat: akar.dataset.masukLagi,
    pengguna: akar.dataset.pengguna,
    terlewat: () => (adaBaru = true),
    habis: () => {
      antrean.tahan();
      segarkan();
    },
    pulih: antrean.lepas,
  };
  const lembar = {
    ambil, batalkan, catat, catatFokus, kabari, kirimkan, naikkan, segarkan, sesi, simpanan, tolak, ubahan,
    lanjut: antrean.lanjut, tambahUrung: urung.tambah, urungkan: urung.urungkan,
    saatTenang: () => {},
    get sibuk() {
      return antrean.jumlah > 0;
    },
    get bermasalah() {
      const { ditolak, bentrok } = banyak();
      return ditolak + bentrok > 0;
    },
  };
  return lembar;
};
