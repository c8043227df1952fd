// What is not yet safe on the server is kept in this browser too.
import { json } from "./alat.js";

const aman = ({ keadaan }) => !keadaan || keadaan === "tersimpan";

export const buatSimpanan = (kunci, rekam) => {
  const berubah = new Set();
  const baca = () => json(localStorage.getItem(kunci)) || {};
  const tulis = (isi) => {
    try {
      if (Object.keys(isi).length) localStorage.setItem(kunci, JSON.stringify(isi));
      else localStorage.removeItem(kunci);
    } catch { /* full or forbidden: the texts still stand on the page */ }
  };
  const simpan = () => {
    if (!berubah.size) return;
    const isi = baca();
    for (const sel of berubah) {
      if (aman(sel)) delete isi[sel.kunci];
      else isi[sel.kunci] = rekam(sel);
    }
    tulis(isi);
    berubah.clear();
  };
  return { baca, simpan, catat: (sel) => berubah.add(sel), kosongkan: () => tulis({}) };
};
