"""The wall around the zone's programs: what they may call, hear and write, held by the kernel. One source, the settings; three forms."""
