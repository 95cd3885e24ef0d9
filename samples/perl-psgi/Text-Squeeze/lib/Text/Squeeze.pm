package Text::Squeeze;
use strict;
use warnings;
use parent 'Exporter';
use XSLoader;

our $VERSION   = '0.01';
our @EXPORT_OK = ('squeezed');

XSLoader::load('Text::Squeeze', $VERSION);

1;
