"""The rencana aksi: targets per quarter beside the year's, and the cash plan of each sub kegiatan."""
