#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <sodium.h>

static PyObject *generichash(PyObject *self, PyObject *args) {
    const unsigned char *text, *key;
    Py_ssize_t text_size, key_size;
    unsigned char digest[16];
    if (!PyArg_ParseTuple(args, "y#y#", &text, &text_size, &key, &key_size)) return NULL;
    if (crypto_generichash(digest, sizeof digest, text, text_size, key, key_size) != 0) {
        PyErr_SetString(PyExc_ValueError, "the key is too short or too long");
        return NULL;
    }
    return PyBytes_FromStringAndSize((const char *) digest, sizeof digest);
}

static PyMethodDef methods[] = {
    {"generichash", generichash, METH_VARARGS, "The digest of a text with a key."},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_sodium", NULL, -1, methods};

PyMODINIT_FUNC PyInit__sodium(void) {
    if (sodium_init() < 0) return NULL;
    return PyModule_Create(&module);
}
