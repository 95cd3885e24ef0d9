require "checksum/native"
