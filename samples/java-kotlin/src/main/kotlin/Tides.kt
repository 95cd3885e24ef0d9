import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetSocketAddress
import kotlin.math.PI
import kotlin.math.cos

data class Harbour(val name: String, val mean: Double, val range: Double, val delay: Double)

private val harbours = listOf(Harbour("cuxhaven", 2.9, 3.0, 0.0), Harbour("emden", 2.7, 3.2, 1.5)).associateBy { it.name }

/** The water's height in metres, so many hours after high water at Cuxhaven. */
fun height(harbour: Harbour, hours: Double): Double =
    harbour.mean + harbour.range / 2 * cos(2 * PI * (hours - harbour.delay) / 12.42)

private fun answer(exchange: HttpExchange) {
    val (name, hours) = exchange.requestURI.path.trim('/').split('/').let { it.firstOrNull() to it.getOrNull(1)?.toDoubleOrNull() }
    val harbour = harbours[name]
    val text = if (harbour == null || hours == null) "say /HARBOUR/HOURS" else "%.2f m".format(java.util.Locale.ROOT, height(harbour, hours))
    val body = text.toByteArray()
    exchange.sendResponseHeaders(if (harbour == null) 404 else 200, body.size.toLong())
    exchange.responseBody.use { it.write(body) }
}

fun main() {
    val server = HttpServer.create(InetSocketAddress(8080), 0)
    server.createContext("/", ::answer)
    server.start()
}
