// What the tests of the entry grid's modules need: the modules, a queue whose answers the test gives, a small grid.
import { buatAntrean } from "/kisi/antrean.js";

export { buatAntrean };
export { golongkan, pos } from "/kisi/kirim.js";
export { buatSimpanan } from "/kisi/simpanan.js";
export { kalimatTanya, perluTanya, rencanakan, sebar, urai } from "/kisi/tempel.js";

export const diam = () => new Promise((lanjut) => setTimeout(lanjut));

// `kiriman`: what went out, in order. `jawab(n, answer)` answers the nth. `jam`: the waits that were asked for.
export const coba = () => {
  const kiriman = [];
  const peristiwa = [];
  const jam = [];
  const menunggu = [];
  const antrean = buatAntrean({
    kirim: (sel, { teks, tegas }) => {
      kiriman.push(`${sel.nama}=${teks}${tegas && "!"}`);
      return new Promise((jawab) => menunggu.push(jawab));
    },
    tandai: (sel, keadaan) => (sel.keadaan = keadaan),
    tersimpan: (sel, { nilai }, usai) => peristiwa.push(`${sel.nama} ${usai ? "tersimpan" : "belum usai"} ${nilai}`),
    ditolak: (sel, bawaan, { jawaban }) => peristiwa.push(`${sel.nama} ${jawaban} ${bawaan.teks}`),
    sesi: () => {
      antrean.tahan();
      peristiwa.push("sesi");
    },
    segarkan: () => {},
    setel: (aksi, lama) => jam.push({ aksi, lama }),
    hentikan: () => {},
  });
  const jawab = (n, jawaban, lain = {}) => {
    menunggu[n]({ jawaban, ...lain });
    return diam();
  };
  const sel = (nama, objek = nama) => ({ nama, objek, keadaan: "" });
  const putus = (n) => jawab(n, "putus", { status: 0 });
  const bangun = () => jam[jam.length - 1].aksi();
  return { antrean, kiriman, peristiwa, jam, jawab, putus, bangun, sel };
};

// The same entry sheet as it is in a quarter under review: a row that can be filled in, one that was handed in (no
// cell at all), an index and its two parts.
export const tabelTinjau = () => {
  const sel = '<td><input data-k="0" data-kolom="nilai"></td>';
  const bagian = '<td><input data-k="0" data-kolom="bagian.1"></td>';
  document.body.innerHTML = `<table><tr><th>Kepala</th></tr>
    <tr data-objek="i1" data-status="draf"><th data-nama="Layanan">Layanan <small>Draf</small></th>${sel}</tr>
    <tr data-objek="i2" data-status="diajukan"><th data-nama="Mutasi">Mutasi</th><td>40</td></tr>
    <tr data-objek="i3" data-status="draf"><th data-nama="Indeks">Indeks</th><td>–</td></tr>
    <tr class="bagian" data-objek="i3"><th data-nama="Kompetensi">Kompetensi</th>${bagian}</tr>
    <tr class="bagian" data-objek="i3"><th data-nama="Disiplin">Disiplin</th>${bagian}</tr></table>`;
  const semua = [...document.querySelectorAll("[data-k]")];
  return { el: (n) => semua[n], nilai: () => semua.map((x) => x.value) };
};

// A grid of three columns: a number, a choice, a number; the second row's first cell is locked, the last row has
// no third.
export const tabel = () => {
  const pilih = '<select data-k="1"><option value=""></option><option value="BB">BB</option><option value="A">A (memuaskan)</option></select>';
  const baris = (sifat, akhir) => `<tr><td><input data-k="0" ${sifat}></td><td>${pilih}</td><td>${akhir}</td></tr>`;
  const angka = '<input data-k="2">';
  document.body.innerHTML = `<table><tr><th>Kepala</th></tr>${baris("", angka)}${baris("readonly", angka)}${baris("", "")}</table>`;
  const deret = [...document.querySelectorAll("tr:has([data-k])")].map((tr) => [...tr.querySelectorAll("[data-k]")]);
  return { el: (b, k) => deret[b][k], nilai: () => deret.map((b) => b.map((x) => x.value)) };
};
