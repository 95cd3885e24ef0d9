#define PERL_NO_GET_CONTEXT
#include "EXTERN.h"
#include "perl.h"
#include "XSUB.h"
#include <zlib.h>

MODULE = Text::Squeeze    PACKAGE = Text::Squeeze

UV
squeezed(text)
    SV *text
  CODE:
    STRLEN size;
    const char *bytes = SvPVbyte(text, size);
    uLongf room = compressBound(size);
    Bytef *out = (Bytef *) malloc(room);
    if (out == NULL || compress(out, &room, (const Bytef *) bytes, size) != Z_OK)
        croak("cannot squeeze");
    free(out);
    RETVAL = room;
  OUTPUT:
    RETVAL
