Gem::Specification.new do |spec|
  spec.name = "checksum"
  spec.version = "1.0.0"
  spec.summary = "CRC-32 of a text, by zlib"
  spec.authors = ["msbgen"]
  spec.license = "MIT"
  spec.files = Dir["lib/**/*.rb", "ext/**/*.{c,rb}"]
  spec.extensions = ["ext/checksum/extconf.rb"]
end
