#include <math.h>
#include <R.h>
#include <Rinternals.h>

SEXP distances_way(SEXP a, SEXP b, SEXP radius)
{
    const double degree = M_PI / 180.0;
    double lat1 = REAL(a)[0] * degree, lon1 = REAL(a)[1] * degree;
    double lat2 = REAL(b)[0] * degree, lon2 = REAL(b)[1] * degree;
    double s = sin((lat2 - lat1) / 2), t = sin((lon2 - lon1) / 2);
    double h = s * s + cos(lat1) * cos(lat2) * t * t;
    return ScalarReal(2 * REAL(radius)[0] * asin(sqrt(h)));
}
