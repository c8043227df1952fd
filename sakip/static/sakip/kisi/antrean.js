// The queue of saves: at most four on their way, one per object, waiting texts replaced by newer ones.
// It knows neither page nor network. A cell is any object with `objek`; the queue keeps `sel.kirim`, the text
// that waits. `kirim(sel, bawaan)` promises an answer as `golongkan` gives it.
const SEKALIGUS = 4;
const JEDA = [1000, 2000, 4000];
const JEDA_TERLAMA = 5000;

export const buatAntrean = ({ kirim, tandai, tersimpan, ditolak, sesi, segarkan, setel = setTimeout, hentikan = clearTimeout }) => {
  const antre = new Set();
  const terbang = new Map();
  let gagal = 0;
  let jeda = 0;
  let luring = false;
  let sesiHabis = false;

  const melayang = (sel) => terbang.get(sel.objek) === sel;
  const pesan = (sel, teks, tegas = "") => {
    sel.kirim = { teks, tegas };
    antre.add(sel);
    tandai(sel, luring ? "luring" : "menunggu");
    jalankan();
  };
  const batal = (sel) => {
    antre.delete(sel);
    sel.kirim = null;
  };
  const jalankan = () => {
    for (const sel of antre) {
      if (sesiHabis || jeda || terbang.size >= SEKALIGUS) break;
      if (!terbang.has(sel.objek)) berangkat(sel);
    }
    segarkan();
  };
  const berangkat = async (sel) => {
    const bawaan = sel.kirim;
    batal(sel);
    terbang.set(sel.objek, sel);
    tandai(sel, "menyimpan");
    const jawab = await kirim(sel, bawaan);
    terbang.delete(sel.objek);
    terima(sel, bawaan, jawab);
    jalankan();
  };
  const terima = (sel, bawaan, jawab) => {
    if (jawab.jawaban === "sesi") {
      kembali(sel, bawaan, true);
      return sesi();
    }
    if (jawab.jawaban === "putus") {
      kembali(sel, bawaan, jawab.status === 0);
      return tunda();
    }
    gagal = 0;
    luring = false;
    for (const lain of antre) if (lain.keadaan === "luring") tandai(lain, "menunggu");
    if (jawab.jawaban === "tersimpan") diterima(sel, bawaan, jawab);
    else if (!sel.kirim) ditolak(sel, bawaan, jawab);
  };
  const diterima = (sel, bawaan, jawab) => {
    const nilai = jawab.nilai === undefined ? bawaan.teks : jawab.nilai;
    const usai = !sel.kirim || sel.kirim.teks === nilai;
    if (usai) batal(sel);
    tersimpan(sel, { ...jawab, nilai }, usai);
  };
  // No answer: the cell keeps its turn. An answer that the server is in trouble: the others go first.
  const kembali = (sel, bawaan, depan) => {
    sel.kirim = sel.kirim || bawaan;
    const lain = [...antre].filter((s) => s !== sel);
    antre.clear();
    for (const s of depan ? [sel, ...lain] : [...lain, sel]) antre.add(s);
    tandai(sel, "menunggu");
  };
  const tunda = () => {
    luring = true;
    if (!jeda) jeda = setel(lanjut, JEDA[gagal++] || JEDA_TERLAMA);
    for (const sel of antre) if (sel.keadaan !== "luring") tandai(sel, "luring");
  };
  const lanjut = () => {
    hentikan(jeda);
    jeda = 0;
    jalankan();
  };

  return {
    pesan,
    batal,
    lanjut,
    melayang,
    tahan: () => (sesiHabis = true),
    lepas: () => {
      sesiHabis = false;
      lanjut();
    },
    get jumlah() {
      return antre.size + terbang.size - [...antre].filter(melayang).length;
    },
    get luring() {
      return luring;
    },
    get sesiHabis() {
      return sesiHabis;
    },
  };
};
