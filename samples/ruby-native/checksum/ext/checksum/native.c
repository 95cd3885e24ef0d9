#include <ruby.h>
#include <zlib.h>

static VALUE checksum_of(VALUE self, VALUE text)
{
    Check_Type(text, T_STRING);
    return ULONG2NUM(crc32(0L, (const Bytef *)RSTRING_PTR(text), (uInt)RSTRING_LEN(text)));
}

void Init_native(void)
{
    rb_define_module_function(rb_define_module("Checksum"), "of", checksum_of, 1);
}
