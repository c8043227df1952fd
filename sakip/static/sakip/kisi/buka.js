// Opening a grid: the server's texts, then what this browser still owes it.
import { bisa, semua, tombol } from "./alat.js";
import { awal } from "./sel.js";

export const bukaLembar = (akar, { ambil, kabari, kirimkan, naikkan, segarkan, simpanan, tolak }) => {
  const isian = semua("[data-kolom]", akar).filter(bisa);
  const pulihkanSatu = (sel, butir) => {
    if (sel.lama === butir.nilai) return simpanan.catat(sel);
    sel.komit = butir.nilai;
    if (butir.keadaan === "ditolak") return tolak(sel, butir, butir.jawaban !== "ditolak");
    if (sel.lama !== butir.lama) sel.ubahanLama = butir.ubahan;
    sel.lama = butir.lama;
    kirimkan(sel);
  };
  const kabariTertinggal = (tertinggal) => {
    const isi = tertinggal.map((butir) => `${butir.nama}: ${butir.nilai || "kosong"}`).join("; ");
    kabari(`${tertinggal.length} isian belum terkirim dan selnya kini tidak dapat diisi: ${isi}. `, tombol("Buang", () => {
      simpanan.kosongkan();
      for (const el of isian) simpanan.catat(ambil(el));
      kabari();
      segarkan();
    }));
  };

  for (const el of semua("[data-objek]", akar)) naikkan(el.dataset.objek, el.dataset.ubahan);
  for (const el of isian) {
    el.autocomplete = "off";
    el.value = awal(el);
  }
  const tempat = new Map(isian.map((el) => [ambil(el).kunci, el]));
  const tertinggal = [];
  for (const [kunci, butir] of Object.entries(simpanan.baca())) {
    const el = tempat.get(kunci);
    if (el) el.value = butir.nilai;
    if (!el || el.value !== butir.nilai) tertinggal.push(butir);
    else pulihkanSatu(ambil(el), butir);
  }
  if (tertinggal.length) kabariTertinggal(tertinggal);
  segarkan();
};
