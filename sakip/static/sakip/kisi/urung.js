// Undo: one committed edit, or one paste.
import { bisa } from "./alat.js";
import { nama, sebut, tuju } from "./sel.js";

export const buatUrung = ({ catat, kabari, segarkan }) => {
  const tumpukan = [];
  const tambah = (kelompok) => {
    if (kelompok.length) tumpukan.push(kelompok);
  };
  const lupakan = (sel) => {
    for (const kelompok of tumpukan) kelompok.splice(0, kelompok.length, ...kelompok.filter((butir) => butir.sel !== sel));
  };
  const kalimat = ({ sel, teks }, banyak) => {
    if (banyak > 1) return `Dikembalikan: tempelan ${banyak} sel.`;
    return `Dikembalikan: ${nama(sel)}${sel.el.matches("textarea") ? "" : ` menjadi ${sebut(sel, teks)}`}.`;
  };
  const urungkan = (fokus) => {
    const kelompok = (tumpukan.pop() || []).filter(({ sel, teks }) => sel.komit !== teks && bisa(sel.el));
    if (!kelompok.length) return tumpukan.length ? urungkan(fokus) : segarkan();
    for (const { sel, teks } of kelompok) {
      sel.el.value = teks;
      catat(sel, []);
    }
    kabari(kalimat(kelompok[0], kelompok.length));
    const { el } = kelompok[0].sel;
    if (fokus) tuju(el);
    else el.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return {
    tambah,
    lupakan,
    urungkan,
    get ada() {
      return tumpukan.length > 0;
    },
  };
};
