require "mkmf"

abort "zlib is missing" unless have_library("z", "crc32") && have_header("zlib.h")
create_makefile("checksum/native")
